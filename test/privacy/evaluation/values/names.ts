import type { Language } from '../value.ts';

type Names = readonly [string, ...string[]];
const list = (words: string) => words.split(' ') as unknown as Names;

/** Common first and last names; put together by chance, they are nobody. */
export const FIRST_NAMES: Record<Language, Names> = {
  en: list(
    'James Emily Oliver Charlotte Daniel Hannah Matthew Olivia Priya Kwame Grace Thomas Aisha Benjamin Laura Marcus Chloe Samuel Rebecca Wei Fatima Patrick Eleanor Nathan',
  ),
  de: list(
    'Lukas Anna Jürgen Sabine Florian Katharina Stefan Heike Markus Lena Mehmet Julia Uwe Birgit Tobias Claudia Jonas Ayşe Dieter Franziska Björn Monika',
  ),
  fr: list(
    'Camille Julien Amélie Thierry Nathalie Mathieu Chloé Bernard Aurélie Karim Sophie Étienne Manon Olivier Fatou Guillaume Céline Rémi Hélène Sylvain',
  ),
  es: list(
    'Lucía Javier Carmen Alejandro María Sergio Pilar Álvaro Marta Íñigo Rocío Manuel Elena Pablo Nuria Rubén Concepción Diego Inés Joaquín',
  ),
  it: list(
    'Giulia Marco Francesca Alessandro Chiara Luca Federica Giovanni Elisa Matteo Paola Davide Martina Salvatore Silvia Niccolò Beatrice Stefano Ilaria Roberto',
  ),
  pl: list(
    'Anna Piotr Katarzyna Tomasz Agnieszka Krzysztof Małgorzata Paweł Joanna Michał Zofia Łukasz Magdalena Grzegorz Ewa Wojciech Beata Jakub Halina Rafał',
  ),
  pt: list(
    'João Mariana Rui Catarina Tiago Beatriz Miguel Inês Gonçalo Ana Rafael Leonor Nuno Carolina Bruno Fernanda Duarte Luísa Vítor Sofia',
  ),
  nl: list('Daan Sanne Joost Femke Bram Lotte Pieter Marijke Sven Anouk Ruben Esther Willem Fleur Thijs Ingrid Maarten Yasmina Kees Eva'),
};

export const LAST_NAMES: Record<Language, Names> = {
  en: list(
    'Whitfield Harrison Okafor Bennett Patel Sullivan Fletcher Nguyen Carmichael Hughes Morrison Ahmed Campbell Ellison Kaur Robertson Mbeki Lawson Greenwood Palmer O’Connor Pritchard',
  ),
  de: list(
    'Schneider Hofmann Krüger Weißmann Lehmann Öztürk Baumgartner Vogel Schröder Kaiser Neumann Brandt Böhm Zimmermann Kowalczyk Fischer Reinhardt Jung Albrecht Günther',
  ),
  fr: list(
    'Moreau Lefèvre Girard Benali Rousseau Fontaine Chevalier Perrin Dupuis Marchand Garnier Faure Diallo Lemoine Renaud Barbier Colin Guérin Bourgeois Vasseur',
  ),
  es: list(
    'García Fernández Romero Navarro Ortega Castillo Ibáñez Molina Vázquez Delgado Herrera Cabrera Márquez Iglesias Prieto Santamaría Aguilar Lozano Peña Rivas',
  ),
  it: list(
    'Rossi Ferrari Esposito Bianchi Romano Colombo Ricci Marchetti Greco Bruno Gallo Conti Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Caruso',
  ),
  pl: list(
    'Nowak Kowalska Wiśniewski Wójcik Kamińska Lewandowski Zielińska Szymański Woźniak Dąbrowska Kozłowski Jankowska Mazur Krawczyk Piotrowska Grabowski Pawlak Michalska Zając Król',
  ),
  pt: list(
    'Silva Santos Ferreira Pereira Oliveira Carvalho Rodrigues Almeida Gonçalves Ribeiro Teixeira Moreira Cardoso Nogueira Araújo Marques Pinheiro Fonseca Lourenço Vieira',
  ),
  nl: list(
    'Jansen Bakker Visser Mulder Dekker Hendriks Verhoeven Vermeulen Kuipers Willems Brouwer Scholten Peeters Claessens Hoekstra Koster Maas Veenstra Postma Timmermans',
  ),
};

/** Of elsewhere: names that no list of a country's commonest holds. */
export const ABROAD: Names = [
  'Aksel Kristensen',
  'Heiðrún Jónsdóttir',
  'Nikolaos Papadakis',
  'Oyelaran Adebayo',
  'Siddharth Venkataraman',
  'Thuỳ Linh Phạm',
  'Zsófia Szabados',
  'Mikko Lehtovaara',
  'Tatiana Voloshina',
  'Emre Yıldırım',
  'Nandini Raghunathan',
  'Kofi Amponsah',
  'Yuki Hasegawa',
  'Ioana Munteanu',
  'Tomislav Perković',
  'Leilani Kahananui',
  'Abdulrahman Al-Harbi',
  'Svetlana Dimitrova',
  'Jing-Yi Huang',
  'Rasmus Thorvaldsen',
  'Ngozi Eze-Williams',
  'Birgitta Åkerlund',
  'Chukwuemeka Obi',
  'Mairéad Ní Bhriain',
];
