import { blocks, type Frame, lines } from '../frame.ts';

export const PORTUGUESE: readonly Frame[] = [
  ...lines(
    'pt',
    'prose',
    `
    Faz a transferência da renda para [[iban]] até sexta-feira.
    O meu NIF é [[nif-pt]], mas o portal das Finanças não o aceita.
    O número de contribuinte [[nif-pt]] vem no topo do recibo.
    Meu CPF é [[cpf]] e o cadastro diz que já existe.
    A loja tem CNPJ [[cnpj]] e emite nota fiscal.
    Moro na [[address]] e procuro um canalizador.
    [[person]] nasceu em [[dob]] e quer pedir a reforma.
    Escreve uma carta a cancelar o número [[phone]].
    O meu pai foi diagnosticado com [[health]] e estamos preocupados.
    A minha irmã sofre de [[health]] desde pequena.
    Responde com educação a [[person]], o e-mail é [[email]].
    O meu cartão de crédito [[card]] deixou de funcionar.
    O meu passaporte número [[passport]] caduca em agosto.
    A carta de condução n.º [[licence]] foi-me roubada no elétrico.
    O código BIC da agência é [[bic]].
    O acesso suspeito veio do endereço IP [[ip]].
    O endereço MAC da impressora é [[mac]].
    Os donativos em bitcoin vão para [[wallet]].
    Podes avisar [[person]] de que a reunião foi cancelada?
    Liga-me para o [[phone]] ou escreve para [[email]].
    A encomenda foi entregue na [[street]], mas já me mudei.
    A senhora [[last]] da contabilidade espera o IBAN: [[iban]].
    Nasci em [[dob]], qual é o meu signo?
    `,
  ),
  ...lines(
    'pt',
    'chat',
    `
    olá, chamo-me [[person]] e preciso de ajuda com o currículo
    o meu iban é [[iban]], está certo?
    liga-me para [[phone]] por favor
    deixo o meu mail [[email]]
    tenho [[health]], posso fazer desporto?
    moro na [[street]], há fibra aí?
    o número do cartão é [[card]] é visa?
    cpf [[cpf]] tá certo o dígito?
    data de nascimento [[dob]], faz o meu mapa astral
    oi, aqui é [[person]], meu cpf é [[cpf]]
    `,
  ),
  ...blocks(
    'pt',
    'email',
    `
Caro senhor [[last]],

segue o contrato em anexo. A nossa nova morada é [[address]].

Com os melhores cumprimentos,
[[person]]
Tel.: [[phone]]
%%
De: [[person]] <[[email]]>
Assunto: mudança de conta

Bom dia,
a partir de agora debitem em [[iban]] (BIC [[bic]]).
%%
Olá [[first]],

segue a baixa médica de [[person]], motivo: [[health]]. É confidencial.

Abraço,
[[first]]
%%
Exmos. Senhores,

comunico a perda do meu passaporte (número do passaporte [[passport]]). NIF: [[nif-pt]].

[[person]]
`,
  ),
  ...blocks(
    'pt',
    'form',
    `
Nome: [[person]]
Data de nascimento: [[dob]]
Morada: [[address]]
Telefone: [[phone]]
E-mail: [[email]]
%%
Débito direto
Titular: [[person]]
IBAN: [[iban]]
BIC: [[bic]]
NIF: [[nif-pt]]
%%
Ficha do paciente
Paciente: [[person]]
CPF: [[cpf]]
Diagnóstico: [[health]]
%%
Aluguer de carro
Condutor: [[person]]
Carta de condução: [[licence]]
Cartão: [[card]]
%%
Nota fiscal
CNPJ: [[cnpj]]
Total: R$ 320,00
`,
  ),
];
