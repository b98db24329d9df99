/** Given and family names of nobody in particular: each occurs once, and none is an English word. */
export const WOMEN =
  'Clara Marisol Ingrid Noemi Beatriz Thalia Svenja Paloma Yvonne Lucinda Amelie Carlotta Elspeth Ginevra Isolde Katrina Mirella Ottilie Rosalind Tabitha Viviana Xenia Zelda Brigitte Delphine Fabiola Helene Josefine Lavinia Nadine Alba Cordelia Dorothea Eleonora Felicitas Gudrun Henrietta Imelda Jolanda Kirsten Leonore Melisande Nerissa Octavia Philippa Quirina Ramona Sidonie Theodora Undine Verena Wilhelmina Yolanda Zenobia Adelheid Bettina Constanze Drusilla Edith Flavia'.split(
    ' ',
  );
export const MEN =
  'Henrik Tobias Rafael Anders Lorenz Mateus Cedric Ruben Stefan Gregor Bertram Dominik Florian Hector Jasper Leander Nathaniel Pascal Quentin Sebastian Ulrich Wendelin Yannick Adrian Cornelius Emeric Gideon Ignacio Konrad Magnus Alaric Bernhard Casimir Detlef Egbert Ferdinand Gerhard Hubertus Isidor Joachim Klemens Leopold Manfred Norbert Oswald Percival Quirin Roderick Siegfried Thaddeus Ulfried Valentin Waldemar Xaver Zacharias Augustin Benedikt Clemens Dietrich Eberhard'.split(
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
