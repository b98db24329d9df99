/** Given and family names of nobody in particular: each occurs once, and none is an English word. */
export const GIVEN =
  'Clara Henrik Marisol Tobias Ingrid Rafael Noemi Anders Beatriz Lorenz Thalia Mateus Svenja Cedric Paloma Ruben Yvonne Stefan Lucinda Gregor Amelie Bertram Carlotta Dominik Elspeth Florian Ginevra Hector Isolde Jasper Katrina Leander Mirella Nathaniel Ottilie Pascal Quentin Rosalind Sebastian Tabitha Ulrich Viviana Wendelin Xenia Yannick Zelda Adrian Brigitte Cornelius Delphine Emeric Fabiola Gideon Helene Ignacio Josefine Konrad Lavinia Magnus Nadine'.split(
    ' ',
  );
export const FAMILY =
  'Winslow Lindqvist Ferreira Brandt Castellano Hargreave Delacroix Nystrom Ashworth Bellini Carmichael Dubois Eriksen Fairbanks Gallagher Hoffmann Iversen Jankowski Kingsley Lombardi Montrose Nakamura Okonkwo Pemberton Quimby Rosenthal Sandoval Thackeray Underhill Vasquez Whitlock Yardley Zimmermann Abernathy Blackwood Chamberlain Dalgaard Ellsworth Fontaine Greenfield Hathaway Ingersoll Jorgensen Kirkpatrick Lancaster Mallory Northcott Oakley Prescott Radcliffe Stanhope Tolliver Upchurch Villanova Wakefield Xavier Yeltsin Zellweger Bancroft Copeland'.split(
    ' ',
  );
export const MAILBOXES = 'maple cedar juniper alder rowan hazel willow linden aspen birch laurel myrtle sorrel clover bracken heron'.split(
  ' ',
);
export const STREETS =
  'Juniper Lane,Larkspur Road,Thistle Avenue,Saffron Court,Marigold Street,Bramble Way,Hawthorn Close,Fennel Drive'.split(',');
export const TOWNS = 'Ashbrook,Millhaven,Stonebridge,Fernwick,Oakmere,Highcombe,Larchfield,Westerby'.split(',');
