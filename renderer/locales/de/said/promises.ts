/** What is known of providers, from `resources/providers.json`. */
export const promises: Readonly<Record<string, string>> = {
  'Whoever runs it decides.': 'Das entscheidet, wer ihn betreibt.',
  'What comes by the API is not trained on.': 'Was über die API kommt, dient nicht dem Training.',
  'Prompts are not kept.': 'Prompts werden nicht aufbewahrt.',
  'Not trained on without consent.': 'Kein Training ohne Zustimmung.',
  'What is sent may be used to improve the service.': 'Was gesendet wird, kann der Verbesserung des Dienstes dienen.',
  'What customers send is not trained on without permission.': 'Was Kunden senden, dient ohne Erlaubnis nicht dem Training.',
  'What comes by the free tier is used to improve products; by the paid tier it is not.':
    'Was über die kostenlose Stufe kommt, dient der Verbesserung von Produkten, über die bezahlte nicht.',
  'What comes by the commercial API is not trained on.': 'Was über die kommerzielle API kommt, dient nicht dem Training.',
  'What comes by the API may be used to improve models unless one opts out.':
    'Was über die API kommt, kann der Verbesserung von Modellen dienen, wenn man nicht widerspricht.',
  'What comes by the API is not trained on unless the customer opts in.':
    'Was über die API kommt, dient nicht dem Training, außer man meldet sich dafür an.',
  'What comes by the API is not trained on unless the customer agrees.':
    'Was über die API kommt, dient nicht dem Training, außer der Kunde stimmt zu.',
  'What comes by the API is not kept.': 'Was über die API kommt, wird nicht aufbewahrt.',
  'What comes by paid plans is not trained on; by the free plan it may be, unless one opts out.':
    'Was über bezahlte Tarife kommt, dient nicht dem Training, über den kostenlosen vielleicht, wenn man nicht widerspricht.',
  'Prompts to open models are not kept.': 'Prompts an offene Modelle werden nicht aufbewahrt.',
  'Not trained on.': 'Kein Training damit.',
  'Not trained on, and not given to the models’ makers.': 'Kein Training damit, und keine Weitergabe an die Hersteller der Modelle.',
  'Not trained on, and not given to OpenAI.': 'Kein Training damit, und keine Weitergabe an OpenAI.',
  'Not kept by itself unless one opts in; each provider behind it as it does.':
    'Dort selbst nicht aufbewahrt, außer man meldet sich dafür an; bei jedem Anbieter dahinter, wie er es hält.',
  'Not kept by default, but where needed to find abuse.': 'In der Regel nicht aufbewahrt, außer wo nötig, um Missbrauch zu finden.',
  'No end of the time it is kept is promised.': 'Wie lange aufbewahrt wird, ist nicht zugesagt.',
  'Kept up to 30 days to find abuse; zero retention for approved customers.':
    'Bis zu 30 Tage aufbewahrt, um Missbrauch zu finden; für zugelassene Kunden gar nicht.',
  'Kept up to 30 days to find abuse, unless the customer is approved for none.':
    'Bis zu 30 Tage aufbewahrt, um Missbrauch zu finden, außer der Kunde ist davon ausgenommen.',
  'Kept or not as set in the account.': 'Aufbewahrt oder nicht, wie im Konto eingestellt.',
  'Kept for a limited time to find abuse.': 'Begrenzte Zeit aufbewahrt, um Missbrauch zu finden.',
  'Kept 30 days to find abuse; zero retention on request.': '30 Tage aufbewahrt, um Missbrauch zu finden; auf Wunsch gar nicht.',
  'Kept 30 days to find abuse.': '30 Tage aufbewahrt, um Missbrauch zu finden.',
  'Deleted within 30 days by default; zero retention by agreement.':
    'In der Regel binnen 30 Tagen gelöscht; nach Vereinbarung nie aufbewahrt.',
  'Deleted after 30 days; zero retention on request.': 'Nach 30 Tagen gelöscht; auf Wunsch nie aufbewahrt.',
  'Cached up to 24 hours by default; zero retention can be set.': 'In der Regel bis zu 24 Stunden im Cache; lässt sich abstellen.',
  'As each provider behind it does; those that train can be left out in the account.':
    'Wie jeder Anbieter dahinter es hält; solche, die trainieren, lassen sich im Konto auslassen.',
};
