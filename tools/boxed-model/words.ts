/** Common English words, most frequent first. Vocabulary and merges of the boxed model are made from them. */
export const WORDS: readonly string[] = `
the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one
you were all her she there would their we him been has when who will no more if out so up said what its about than into
them can only other time new some could these two may first then do any like my now over such our man me even most made
after also did many off before must well back through years much where your way down should because long each just
state those people too how little good world make very year still see own work men day get here old between both life
being under three never know same last another while us might great go come since against right came take used himself
few house use place during high without again home around small however found part school thought went say general once
upon left every does got united number hand course water until always away public something fact less though far put
head think called set almost enough end took night yet system better four nothing told eyes city going look find asked
second group later next room social business knew program give half side face toward white five let young form given
per order large several national important possible rather big among case often early things looking power become felt
light model token prompt router local cloud answer question write code file data user server request response stream
memory cache context window sample random batch thread core process message error value list string function class
return open close start stop read build test key lock door wall roof floor stone bridge river mountain valley forest
tree leaf root branch seed flower garden field farm road path street village town country island ocean sea wave sand
wind rain snow storm cloudy sun moon star sky morning evening summer winter spring autumn warm cold hot cool dry wet
red green blue yellow black brown gold silver paper book page letter word sentence story poem song music voice sound
silence noise bell drum string violin dance play game ball bread butter cheese apple orange lemon salt sugar honey milk
coffee tea cup plate knife table chair lamp candle fire smoke ash iron steel glass wood wool cotton silk shirt coat hat
shoe boot glove ring bird fish horse dog cat cow sheep wolf bear fox mouse bee ant spider snake king queen prince doctor
teacher student farmer sailor soldier baker painter writer reader friend neighbour mother father sister brother child
heart mind hope fear joy anger love peace war truth dream sleep wake walk run jump swim climb fall rise turn move carry
bring send keep hold catch throw push pull cut break mend count measure weigh sell buy pay cost price money bank market
ship boat train wheel engine machine wire signal map north south east west near deep wide narrow short tall heavy quick
slow early late strong weak soft hard rough smooth clean bright dark quiet loud empty full simple strange gentle honest
brave careful clever patient ready certain different special private secret
`
  .trim()
  .split(/\s+/)
  .filter((word, index, all) => all.indexOf(word) === index);
