/** What is known of providers, from `resources/providers.json`. */
export const promises: Readonly<Record<string, string>> = {
  'Whoever runs it decides.': 'Das entscheidet, wer ihn betreibt.',
  'What is sent is used to train models unless one objects by email; the API has no switch for it.':
    'Was gesendet wird, dient dem Training von Modellen, wenn man nicht per E-Mail widerspricht; die API hat keinen Schalter dafür.',
  'What customers send is not trained on without permission.': 'Was Kunden senden, dient ohne Erlaubnis nicht dem Training.',
  'What comes by the commercial API is not trained on, unless the customer allows it or reports feedback.':
    'Was über die kommerzielle API kommt, dient nicht dem Training, außer der Kunde erlaubt es oder gibt Rückmeldung.',
  'What comes by the API is not trained on.': 'Was über die API kommt, dient nicht dem Training.',
  'What comes by the API is not trained on unless the customer opts in.':
    'Was über die API kommt, dient nicht dem Training, außer man meldet sich dafür an.',
  'What comes by the API is not trained on unless the customer agrees.':
    'Was über die API kommt, dient nicht dem Training, außer der Kunde stimmt zu.',
  'Used to improve models unless one opts out in the dashboard; for trial keys no way out is promised.':
    'Dient der Verbesserung von Modellen, wenn man im Dashboard nicht widerspricht; für Testschlüssel ist kein Widerspruch zugesagt.',
  'The free tier is used to improve products and may be read by people; the paid tier is not.':
    'Die kostenlose Stufe dient der Verbesserung von Produkten und kann von Menschen gelesen werden, die bezahlte nicht.',
  'Prompts to open models are not kept.': 'Prompts an offene Modelle werden nicht aufbewahrt.',
  'Prompts are not kept.': 'Prompts werden nicht aufbewahrt.',
  'Not trained on.': 'Kein Training damit.',
  'Not trained on, and not given to OpenAI.': 'Kein Training damit, und keine Weitergabe an OpenAI.',
  'Not trained on, and given to the models’ makers only where the account is set to share.':
    'Kein Training damit, und Weitergabe an die Hersteller der Modelle nur, wo das Konto sie erlaubt.',
  'Not trained on without consent.': 'Kein Training ohne Zustimmung.',
  'Not trained on without consent, but what is stored may be used to improve the product.':
    'Kein Training ohne Zustimmung, doch Gespeichertes kann der Verbesserung des Produkts dienen.',
  'Not kept by itself unless one opts in; each provider behind it as it does.':
    'Dort selbst nicht aufbewahrt, außer man meldet sich dafür an; bei jedem Anbieter dahinter, wie er es hält.',
  'Not kept by default, but up to 30 days where needed for faults or abuse. Anyone can switch on zero retention.':
    'In der Regel nicht aufbewahrt, bei Fehlern oder Missbrauch bis zu 30 Tage. Lässt sich für jeden ganz abstellen.',
  'Mostly not kept; newer OpenAI models keep flagged and Claude Fable all traffic up to 30 days, unless the account forbids it.':
    'Meist nicht aufbewahrt; neuere OpenAI-Modelle bewahren Auffälliges und Claude Fable alles bis zu 30 Tage auf, wenn das Konto es nicht verbietet.',
  'Kept up to 30 days to find abuse; zero retention only by approval.':
    'Bis zu 30 Tage aufbewahrt, um Missbrauch zu finden; gar nicht nur nach Zulassung.',
  'Kept by default, for how long is not said, until the organization switches storing off.':
    'In der Regel aufbewahrt, wie lange, ist nicht gesagt, bis die Organisation das Speichern abstellt.',
  'Kept as long as the account exists, and longer where DeepSeek sees a need.':
    'Aufbewahrt, solange es das Konto gibt, und länger, wo DeepSeek es für nötig hält.',
  'Kept 55 days to find abuse. Paid projects made since 26 October 2026 also store requests for 55 days unless switched off.':
    '55 Tage aufbewahrt, um Missbrauch zu finden. Bezahlte Projekte seit dem 26. Oktober 2026 speichern Anfragen ebenfalls 55 Tage, wenn man es nicht abstellt.',
  'Kept 30 days to find abuse, with agents until the account ends. Zero retention on request, for paid plans only.':
    '30 Tage aufbewahrt, um Missbrauch zu finden, bei Agenten bis zum Ende des Kontos. Auf Wunsch gar nicht, nur in bezahlten Tarifen.',
  'Kept 30 days to find abuse, longer if flagged. Zero retention only for a whole team, where offered.':
    '30 Tage aufbewahrt, um Missbrauch zu finden, Auffälliges länger. Gar nicht nur für ein ganzes Team, wo angeboten.',
  'Free plan: trained on unless one opts out. Paid plans: not, except labs or preview models and rated answers.':
    'Kostenloser Tarif: Training, wenn man nicht widerspricht. Bezahlte Tarife: keines, außer bei Labs- und Vorschaumodellen und bewerteten Antworten.',
  'Flagged prompts are kept for review, for how long is not said, unless the customer is exempted.':
    'Auffällige Prompts werden zur Prüfung aufbewahrt, wie lange, ist nicht gesagt, außer der Kunde ist ausgenommen.',
  'Deleted within 30 days, if flagged up to 2 years; zero retention by agreement. Claude Fable and Mythos need at least 30 days.':
    'Binnen 30 Tagen gelöscht, Auffälliges nach bis zu 2 Jahren; nach Vereinbarung nie aufbewahrt. Claude Fable und Mythos brauchen mindestens 30 Tage.',
  'Deleted after 30 days; zero retention on request.': 'Nach 30 Tagen gelöscht; auf Wunsch nie aufbewahrt.',
  'Chats by the Sonar API are not kept; its other APIs are not named in that promise.':
    'Chats über die Sonar-API werden nicht aufbewahrt; ihre anderen APIs nennt die Zusage nicht.',
  'Cached 24 hours; flagged prompts are kept up to 90 days, of Claude and some other models all traffic 30 days, unless exempted.':
    '24 Stunden im Cache; Auffälliges bis zu 90 Tage aufbewahrt, bei Claude und einigen anderen Modellen alles 30 Tage, außer bei Ausnahmen.',
  'As each provider behind it does; those that train are allowed unless the account or the request rules them out.':
    'Wie jeder Anbieter dahinter es hält; solche, die trainieren, sind erlaubt, solange weder Konto noch Anfrage sie ausschließen.',
};
