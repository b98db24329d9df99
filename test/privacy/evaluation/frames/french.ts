import { blocks, type Frame, lines } from '../frame.ts';

export const FRENCH: readonly Frame[] = [
  ...lines(
    'fr',
    'prose',
    `
    Merci de verser le loyer sur le compte [[iban]] avant le cinq du mois.
    Mon numéro de sécurité sociale est le [[nir]], mais la mutuelle ne le reconnaît pas.
    Le NIR de la salariée est [[nir]] ; faut-il l'indiquer sur le contrat ?
    J'habite au [[address]] et je cherche un plombier.
    [[person]] est née le [[dob]] et souhaite demander sa retraite.
    Rédige un courrier de résiliation pour ma ligne [[phone]].
    Ma voisine [[person]] souffre d'[[health=épilepsie]] et ne peut plus conduire.
    On a diagnostiqué [[health]] à mon père la semaine dernière.
    Réponds poliment à [[person]], dont l'adresse est [[email]].
    Ma carte bancaire [[card]] a été avalée par le distributeur.
    Mon passeport numéro [[passport]] expire dans deux mois.
    Mon permis de conduire n° [[licence]] a été volé à la gare.
    Le code BIC de notre agence est [[bic]].
    La connexion suspecte vient de l'adresse IP [[ip]].
    L'imprimante porte l'adresse MAC [[mac]] et refuse de se connecter.
    Les dons en bitcoin arrivent sur [[wallet]].
    Peux-tu prévenir [[person]] que la réunion est annulée ?
    Vous pouvez me joindre au [[phone]] ou à [[email]].
    Le colis a été livré au [[street]], alors que j'ai déménagé.
    Mme [[last]] de la comptabilité attend toujours le RIB ; l'IBAN est [[iban]].
    Je suis né le [[dob]] à Dijon, quel est mon signe ?
    Son numéro de registre national belge est le [[rijksregister]].
    Mon fils est suivi pour [[health=un diabète]] depuis ses six ans.
    `,
  ),
  ...lines(
    'fr',
    'chat',
    `
    salut je m'appelle [[person]], tu peux m'aider pour un cv ?
    mon iban c'est [[iban]] il est bon ?
    appelle moi au [[phone]] stp
    voila mon mail [[email]]
    j'ai [[health]], je peux prendre l'avion ?
    j'habite [[street]], c'est loin de la gare ?
    numéro de carte [[card]], c'est une visa ?
    mon numéro de sécu [[nir]] il manque la clé ou pas
    mon adresse ethereum [[ethereum]] c'est bien la bonne longueur ?
    `,
  ),
  ...blocks(
    'fr',
    'email',
    `
Madame [[last]],

veuillez trouver ci-joint le contrat. Notre nouvelle adresse : [[address]].

Cordialement,
[[person]]
Tél. : [[phone]]
%%
De : [[person]] <[[email]]>
Objet : changement de compte

Bonjour,
merci de prélever désormais sur [[iban]] (BIC : [[bic]]).
%%
Bonjour [[first]],

l'arrêt maladie de [[person]] est joint, motif : [[health]]. À garder confidentiel.

Bien à toi,
[[first]]
%%
Madame, Monsieur,

je déclare la perte de mon passeport (numéro de passeport [[passport]]).
Date de naissance : [[dob]].

[[person]]
`,
  ),
  ...blocks(
    'fr',
    'form',
    `
Nom : [[person]]
Date de naissance : [[dob]]
Adresse : [[address]]
Téléphone : [[phone]]
Courriel : [[email]]
%%
Mandat de prélèvement
Titulaire : [[person]]
IBAN : [[iban]]
BIC : [[bic]]
%%
Fiche patient
Patient : [[person]]
N° de sécurité sociale : [[nir]]
Né le : [[dob]]
Diagnostic : [[health]]
%%
Location de véhicule
Conducteur : [[person]]
Permis de conduire n° : [[licence]]
Carte de crédit : [[card]]
`,
  ),
];
