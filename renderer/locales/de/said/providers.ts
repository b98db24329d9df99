/** Providers, and everything on the way to them. */
export const providers: Readonly<Record<string, string>> = {
  // Asking them.
  '{0} It said: “{1}”': '{0} Die Auskunft von dort: „{1}“',
  'The answer broke off. {0}': 'Die Antwort brach ab. {0}',
  'The conversation is longer than {0} at {1} can hold. Shorten it, or choose a model with a larger context window.':
    'Die Unterhaltung ist länger, als {0} bei {1} fassen kann. Sie kürzen oder ein Modell mit größerem Kontextfenster wählen.',
  'The prompt is longer than {0} takes. Shorten it, or choose a model with a larger context window.':
    'Der Prompt ist länger, als {0} annimmt. Ihn kürzen oder ein Modell mit größerem Kontextfenster wählen.',
  'Your account at {0} is used up. Add credit there, or choose another model.':
    'Dein Konto bei {0} ist aufgebraucht. Dort Guthaben aufladen oder ein anderes Modell wählen.',
  'The account at {0} has nothing left to spend. Add to it there, or choose another model.':
    'Auf dem Konto bei {0} ist nichts mehr. Dort Guthaben aufladen oder ein anderes Modell wählen.',
  '{0} would not answer because of what was asked. Ask in another way, or choose another model.':
    '{0} wollte auf diese Frage nicht antworten. Anders fragen oder ein anderes Modell wählen.',
  '{0} would not answer this. Change what is asked, or choose another model.':
    '{0} wollte das nicht beantworten. Die Frage ändern oder ein anderes Modell wählen.',
  '{0} did not accept the key. Check it with: lintel providers test {1}.':
    '{0} hat den Schlüssel nicht angenommen. Prüfen mit: lintel providers test {1}, oder unter „Modelle“, „Anbieter“.',
  '{0} did not accept its key for {1}. Check the key in the settings.':
    '{0} hat den Schlüssel für {1} nicht angenommen. Ihn unter „Modelle“, „Anbieter“ prüfen.',
  "{0} has no model {1}. Look at its list of models, and correct the provider's.":
    '{0} hat kein Modell {1}. In der Liste der Modelle nachsehen und die Auswahl berichtigen.',
  '{0} has no {1}. Read its list of models again, or choose another one.':
    '{0} hat {1} nicht. Die Liste der Modelle neu lesen oder ein anderes wählen.',
  '{0} took too long. Try again.': '{0} hat zu lange gebraucht. Noch einmal versuchen.',
  '{0} took too long. Try again, or choose another model.':
    '{0} hat zu lange gebraucht. Noch einmal versuchen oder ein anderes Modell wählen.',
  '{0} wants no more requests for now. Wait a little, or choose another model.':
    '{0} nimmt gerade keine Anfragen mehr an. Etwas warten oder ein anderes Modell wählen.',
  '{0} takes no more requests for now. Wait a moment, or choose another model.':
    '{0} nimmt gerade keine Anfragen mehr an. Einen Moment warten oder ein anderes Modell wählen.',
  '{0} is overloaded. Try again in a while.': '{0} ist überlastet. Später noch einmal versuchen.',
  '{0} is overloaded. Try again in a moment, or choose another model.':
    '{0} ist überlastet. Gleich noch einmal versuchen oder ein anderes Modell wählen.',
  'What the model at {0} wrote is no proper answer. Try again.':
    'Was das Modell bei {0} schrieb, ist keine brauchbare Antwort. Noch einmal versuchen.',
  '{0} did not accept the request. Correct it, or choose another model.':
    '{0} hat die Anfrage nicht angenommen. Sie ändern oder ein anderes Modell wählen.',
  '{0} did not take the request ({1}). Change its settings, or choose another model.':
    '{0} hat die Anfrage nicht angenommen ({1}). Einstellungen ändern oder ein anderes Modell wählen.',
  '{0} did not take the request ({1}).': '{0} hat die Anfrage nicht angenommen ({1}).',
  '{0} failed ({1}). Try again, or choose another model.':
    '{0} ist gescheitert ({1}). Noch einmal versuchen oder ein anderes Modell wählen.',
  '{0} failed. Try again, or choose another model.': '{0} ist gescheitert. Noch einmal versuchen oder ein anderes Modell wählen.',
  '{0} sent an answer that makes no sense. Try again.': '{0} sandte eine Antwort ohne Sinn. Noch einmal versuchen.',
  '{0} cannot be asked this: its way of asking has no word for a part of it.':
    '{0} lässt sich das nicht fragen: Dort gibt es für einen Teil davon keinen Ausdruck.',
  '{0} sent more at once than an answer holds. Try again.': '{0} sandte mehr auf einmal, als eine Antwort hat. Noch einmal versuchen.',
  'The connection to {0} broke in the middle of the answer. Try again.':
    'Die Verbindung zu {0} riss mitten in der Antwort ab. Noch einmal versuchen.',
  '{0} stopped in the middle of the answer. Try again.': '{0} hat mitten in der Antwort aufgehört. Noch einmal versuchen.',
  '{0} called a tool in a way that makes no sense. Try again.':
    '{0} hat ein Werkzeug auf unsinnige Weise aufgerufen. Noch einmal versuchen.',
  '{0} failed in the middle of the answer. Try again.': '{0} ist mitten in der Antwort gescheitert. Noch einmal versuchen.',
  'The answer of {0} ended in the middle. Try again.': 'Die Antwort von {0} endete mittendrin. Noch einmal versuchen.',
  "{0} answered with a web page. Check the provider's address, and whether this network asks you to sign in.":
    '{0} antwortete mit einer Webseite. Die Adresse prüfen, und ob dieses Netzwerk eine Anmeldung verlangt.',
  '{0} sent an answer packed as {1}, though plain text was asked for. Turn that off there, or choose another model.':
    '{0} sandte eine als {1} gepackte Antwort, obwohl Klartext verlangt war. Das dort ausschalten oder ein anderes Modell wählen.',
  'The answer is longer than {0} KiB.': 'Die Antwort ist länger als {0} KiB.',
  "What {0} sent is no answer that Lintel can read. Check the provider's address and kind.":
    'Was {0} sandte, ist keine Antwort, die Lintel lesen kann. Adresse und Art des Anbieters prüfen.',
  'The provider sent an answer nested deeper than {0} levels. Choose another model.':
    'Der Anbieter sandte eine Antwort mit mehr als {0} Ebenen. Ein anderes Modell wählen.',
  'The provider sent a mebibyte of fields with no answer in them.': 'Der Anbieter sandte ein Mebibyte an Feldern ohne eine Antwort darin.',
  'The answer does not end: it was left after 32 million characters. Choose another model.':
    'Die Antwort endet nicht: Nach 32 Millionen Zeichen war Schluss. Ein anderes Modell wählen.',
  'The provider sent more than a mebibyte at once, which is no answer. Try again, or choose another model.':
    'Der Anbieter sandte über ein Mebibyte auf einmal, das ist keine Antwort. Noch einmal versuchen oder ein anderes Modell wählen.',
  'The request was not written as text.': 'Die Anfrage war nicht als Text geschrieben.',
  '{0} answered with something else than an answer. Check its address, or try again.':
    '{0} antwortete mit etwas anderem als einer Antwort. Die Adresse prüfen oder noch einmal versuchen.',
  'A picture is neither a data: URL nor an https address.': 'Ein Bild ist weder eine data:-URL noch eine https-Adresse.',
  'This provider does not fetch pictures. Put the picture itself into the prompt.':
    'Dieser Anbieter holt keine Bilder. Das Bild selbst in den Prompt legen.',
  'It was cancelled.': 'Es wurde abgebrochen.',
  'There was no key to ask with.': 'Zum Fragen fehlte ein Schlüssel.',
  'No model of {0} can have this name. Correct it.': 'So kann bei {0} kein Modell heißen. Den Namen berichtigen.',
  '{0} speaks {1}, which is not spoken here.': '{0} spricht {1}, und das kann Lintel nicht.',

  // Their settings and keys.
  '{0} is switched off.': '{0} ist ausgeschaltet.',
  '{0} is not set where Lintel was started, so it has no key from there.':
    '{0} ist nicht gesetzt, wo Lintel gestartet wurde, darum fehlt der Schlüssel von dort.',
  'Nobody recorded why it may be trusted, so it counts as the cloud.':
    'Es ist nicht eingetragen, warum man ihm trauen darf, darum zählt er zur Cloud.',
  'Lintel cannot speak to {0} yet.': 'Mit {0} kann Lintel noch nicht sprechen.',
  '{0} needs a key. Add one with: lintel providers key add {1}':
    '{0} braucht einen Schlüssel. Hinzufügen mit: lintel providers key add {1}, oder unter „Modelle“, „Anbieter“',
  'The list of providers cannot be read. Install Lintel again to repair it.':
    'Die Liste der Anbieter lässt sich nicht lesen. Lintel neu installieren, um sie zu reparieren.',
  'A key for Bedrock is ID:SECRET, ID:SECRET:SESSION or a Bedrock API key. Enter it again.':
    'Ein Schlüssel für Bedrock ist ID:SECRET, ID:SECRET:SESSION oder ein Bedrock-API-Schlüssel. Ihn neu eingeben.',
  'The key for {0} is none. Enter it again.': 'Der Schlüssel für {0} ist keiner. Ihn neu eingeben.',
  'The key for Google’s cloud is neither a service account’s key file nor an express key. Enter it again.':
    'Der Schlüssel für Googles Cloud ist weder die Schlüsseldatei eines Dienstkontos noch ein Express-Schlüssel. Ihn neu eingeben.',
  'There is no kind of provider “{0}”. See them with: lintel providers kinds':
    'Eine Art von Anbieter „{0}“ gibt es nicht. Eine aus der Liste wählen.',
  '{0} is not an address of your local network, where {1} is said to be. Correct its address, or use --zone cloud.':
    '{0} ist keine Adresse in deinem lokalen Netzwerk, wo {1} sein soll. Die Adresse berichtigen oder als Zone die Cloud wählen.',
  'The name needs a letter or digit of the Latin alphabet: it becomes part of the models’ ids.':
    'Der Name braucht einen lateinischen Buchstaben oder eine Ziffer: Er wird Teil der Kennungen der Modelle.',
  'Give its base address with --base-url.': 'Die Basisadresse angeben.',
  'Give its base address with --base-url, with your {0} in it: {1}': 'Die Basisadresse angeben, mit {0} darin: {1}',
  'must be an address that begins with https:// or http://': 'muss eine Adresse sein, die mit https:// oder http:// beginnt',
  'must not hold a name or password': 'darf keinen Namen und kein Passwort enthalten',
  'must end before any “?” or “#”': 'muss vor „?“ oder „#“ enden',
  'still has a part in { } to fill in': 'hat noch einen Teil in { }, der auszufüllen ist',
  'names a model twice': 'nennt ein Modell zweimal',
  'must name a host to look at': 'muss einen Rechner nennen',
  'The provider “{0}” could not be read, so it is not used. Remove it and add it again.':
    'Der Anbieter „{0}“ ließ sich nicht lesen und wird nicht verwendet. Ihn entfernen und neu hinzufügen.',
  'There is no provider “{0}”. See them with: lintel providers list': 'Einen Anbieter „{0}“ gibt es nicht.',
  'There is a provider “{0}” already. Choose another name, or remove it first.':
    'Einen Anbieter „{0}“ gibt es schon. Einen anderen Namen wählen oder jenen zuerst entfernen.',
  'There are {0} providers already. Remove one first.': 'Es gibt schon {0} Anbieter. Zuerst einen entfernen.',
  'This key is there already.': 'Diesen Schlüssel gibt es schon.',
  'It has {0} keys already. Remove one first.': 'Es gibt schon {0} Schlüssel. Zuerst einen entfernen.',
  'There is no key {0}. See them with: lintel providers key list': 'Einen Schlüssel {0} gibt es nicht.',

  // Looking at them.
  'Nothing of {0} can be asked without cost: its first answer will show whether it works.':
    '{0} lässt sich nichts kostenlos fragen: Die erste Antwort wird zeigen, ob es geht.',
  '{0} answered, but not with a list of models. Check its base address.':
    '{0} hat geantwortet, aber nicht mit einer Liste von Modellen. Die Basisadresse prüfen.',
  '{0} answers and lists 1 model.': '{0} antwortet und nennt 1 Modell.',
  '{0} answers and lists {1} models.': '{0} antwortet und nennt {1} Modelle.',
  '{0} could not be asked.': '{0} ließ sich nicht fragen.',
  '{0} wants a key ({1}). Add one with: lintel providers key add {2}':
    '{0} verlangt einen Schlüssel ({1}). Hinzufügen mit: lintel providers key add {2}, oder unter „Modelle“, „Anbieter“',
  '{0} does not accept the key ({1}). Check it, or add another.':
    '{0} nimmt den Schlüssel nicht an ({1}). Ihn prüfen oder einen anderen hinzufügen.',
  '{0} wants to be asked elsewhere ({1}), which Lintel does not follow. Correct its base address.':
    '{0} will anderswo gefragt werden ({1}), und dem folgt Lintel nicht. Die Basisadresse berichtigen.',
  '{0} lists no models there ({1}). Check its base address, or name the models yourself.':
    '{0} nennt dort keine Modelle ({1}). Die Basisadresse prüfen oder die Modelle selbst nennen.',
  '{0} wants no more requests for now (429). Try again later.':
    '{0} nimmt gerade keine Anfragen mehr an (429). Später noch einmal versuchen.',
  '{0} answered {1}. Try again later.': '{0} antwortete mit {1}. Später noch einmal versuchen.',
  '{0} answered {1}. Check its base address.': '{0} antwortete mit {1}. Die Basisadresse prüfen.',
  '{0} did not answer within {1} s.': '{0} hat nach {1} s nicht geantwortet.',
  '{0} answered with more than Lintel reads. Check its address.': '{0} antwortete mit mehr, als Lintel liest. Die Adresse prüfen.',

  // The door.
  'any other place': 'irgendeinen anderen Ort',
  '“{0}” is not an address. Give one that begins with https://.': '„{0}“ ist keine Adresse. Eine angeben, die mit https:// beginnt.',
  'This is not an address. Give one that begins with https://.': 'Das ist keine Adresse. Eine angeben, die mit https:// beginnt.',
  'Nobody asked Lintel to fetch this.': 'Niemand hat Lintel beauftragt, das zu holen.',
  'Nobody asked Lintel to send this to {0}.': 'Niemand hat Lintel beauftragt, das an {0} zu senden.',
  'Nobody permitted Lintel to send this to {0}.': 'Niemand hat Lintel erlaubt, das an {0} zu senden.',
  'Lintel was not sent to {0}.': 'Lintel wurde nicht zu {0} geschickt.',
  '{0} redirects more than {1} times. Check the address.': '{0} leitet mehr als {1}-mal um. Die Adresse prüfen.',
  '{0} redirects to something that is no address.': '{0} leitet zu etwas um, das keine Adresse ist.',
  'The answer was closed before its end.': 'Die Antwort wurde vor ihrem Ende geschlossen.',
  'Nothing was sent to {0}: Lintel is set to stay on this device.': 'An {0} wurde nichts gesendet: Lintel soll auf diesem Gerät bleiben.',
  '{0} leads to an address that Lintel may not go to. Nothing was sent. Check the address.':
    '{0} führt zu einer Adresse, an die Lintel nicht darf. Es wurde nichts gesendet. Die Adresse prüfen.',
  'What was to go to {0} is malformed. Check its address and its key in the settings.':
    'Was an {0} gehen sollte, hat nicht die richtige Form. Adresse und Schlüssel prüfen.',
  '{0} could not prove that it is {1} ({2}). Nothing was sent.':
    '{0} konnte nicht beweisen, dass es {1} ist ({2}). Es wurde nichts gesendet.',
  'The connection to {0} failed ({1}). Check the network, and the proxy if there is one.':
    'Die Verbindung zu {0} kam nicht zustande ({1}). Das Netzwerk prüfen, und den Proxy, falls es einen gibt.',
  'An address must not hold a name or password.': 'Eine Adresse darf keinen Namen und kein Passwort enthalten.',
  '{0} tried to send Lintel to {1}, which is not on the public internet. Nothing was fetched.':
    '{0} wollte Lintel zu {1} schicken, das nicht im öffentlichen Internet liegt. Es wurde nichts geholt.',
  'Lintel fetches over https only, and {0} was to be reached over {1}.':
    'Lintel holt nur über https, und {0} wäre über {1} zu erreichen gewesen.',
  '{0} is not an address of {1}. Nothing was sent.': '{0} ist keine Adresse von {1}. Es wurde nichts gesendet.',
  '{0} is to be reached over https only. Correct its address in the settings.':
    '{0} darf nur über https erreicht werden. Die Adresse berichtigen.',
  'The address of this picture holds {0}, which your policy does not let go so far. Nothing was fetched.':
    'Die Adresse dieses Bildes enthält {0}, was deine Regeln nicht so weit gehen lassen. Es wurde nichts geholt.',
  'The address of this picture may hold what was said in this chat, which may go no further than {0}. Nothing was fetched.':
    'Die Adresse dieses Bildes könnte enthalten, was in diesem Chat steht, und der darf höchstens {0} beantwortet werden. Es wurde nichts geholt.',
  'This is no address of a picture.': 'Das ist keine Adresse eines Bildes.',
  '{0} answered with {1} in place of a picture.': '{0} antwortete mit {1} statt mit einem Bild.',
  'The picture at {0} is larger than {1} MB. Open its address in a browser.':
    'Das Bild bei {0} ist größer als {1} MB. Seine Adresse in einem Browser öffnen.',
  'What {0} sent is no PNG, JPEG, GIF or WebP, and nothing else is shown here.':
    'Was {0} geschickt hat, ist kein PNG, JPEG, GIF oder WebP, und anderes wird hier nicht gezeigt.',
  'The picture at {0} has {1} by {2} pixels. Open its address in a browser.':
    'Das Bild bei {0} hat {1} mal {2} Pixel. Seine Adresse in einem Browser öffnen.',
  '{0} is not on the public internet, from where alone pictures of answers are fetched. Nothing was fetched.':
    '{0} liegt nicht im öffentlichen Internet, und nur von dort werden Bilder aus Antworten geholt. Es wurde nichts geholt.',
  '{0} is not on the public internet, where {1} is said to be. Correct its address or its zone in the settings.':
    '{0} liegt nicht im öffentlichen Internet, wo {1} sein soll. Adresse oder Zone berichtigen.',
  '{0} is not this computer, where {1} is said to be. Correct its address or its zone in the settings.':
    '{0} ist nicht dieser Computer, auf dem {1} sein soll. Adresse oder Zone berichtigen.',
  '{0} wants it sent elsewhere ({1}), which Lintel does not do. Correct its address.':
    '{0} will es anderswohin gesendet haben ({1}), und das tut Lintel nicht. Die Adresse berichtigen.',
  '{0} wants the prompt sent elsewhere ({1}), which Lintel does not do. If it has moved, correct its address in the settings.':
    '{0} will den Prompt anderswohin gesendet haben ({1}), und das tut Lintel nicht. Nach einem Umzug die Adresse berichtigen.',
  'Lintel is set to stay on this device, so nothing goes to {0}. Turn that off in the settings to let it.':
    'Lintel soll auf diesem Gerät bleiben, darum geht nichts an {0}. Dazu „Auf diesem Gerät bleiben“ ausschalten.',
  'There is no target {0} to send to.': 'Ein Ziel {0}, an das zu senden wäre, gibt es nicht.',
  '{0} is not in the zone that this was decided for. Send it again.':
    '{0} ist nicht in der Zone, für die entschieden wurde. Noch einmal senden.',
  'The target’s address is none. Correct it in the settings.': 'Die Adresse des Ziels ist keine. Sie berichtigen.',
  'Another host than {0} was named in the headers. Nothing was sent.': 'Im Kopf stand ein anderer Host als {0}. Es wurde nichts gesendet.',
  'The address of your proxy is none. Correct it in the settings or in HTTPS_PROXY.':
    'Die Adresse deines Proxys ist keine. Sie in den Einstellungen oder in HTTPS_PROXY berichtigen.',
};
