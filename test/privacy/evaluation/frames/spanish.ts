import { blocks, type Frame, lines } from '../frame.ts';

export const SPANISH: readonly Frame[] = [
  ...lines(
    'es',
    'prose',
    `
    Haz la transferencia del alquiler a la cuenta [[iban]] antes del viernes.
    Mi DNI es [[dni]] y no me deja entrar en la sede electrónica.
    Como extranjera tengo el NIE [[nie]], ¿sirve para abrir una cuenta?
    La empresa, con CIF [[cif]], emitirá la factura mañana.
    Vivo en [[address]] y busco un fontanero de confianza.
    [[person]] nació el [[dob]] y quiere pedir la jubilación.
    Redacta una carta para dar de baja mi línea [[phone]].
    A mi padre le han diagnosticado [[health]] y no sabemos qué hacer.
    Mi hermana padece [[health]] desde niña.
    Contesta con educación a [[person]], su correo es [[email]].
    Mi tarjeta de crédito [[card]] no funciona en el extranjero.
    Mi pasaporte, número [[passport]], caduca en agosto.
    El permiso de conducir número [[licence]] me lo robaron en el metro.
    El código BIC de la oficina es [[bic]].
    El acceso sospechoso viene de la dirección IP [[ip]].
    La dirección MAC de la impresora es [[mac]].
    Las donaciones en bitcoin van a [[wallet]].
    ¿Puedes avisar a [[person]] de que la cita se cancela?
    Me puedes llamar al [[phone]] o escribir a [[email]].
    El paquete se entregó en [[street]], pero ya no vivo allí.
    La señora [[last]] de contabilidad espera la cuenta: [[iban]].
    Nací el [[dob]], ¿cuál es mi signo?
    El código cuenta cliente antiguo era [[ccc]], el banco aún lo acepta.
    Mi número de cuenta es [[ccc]], en la oficina de la plaza.
    `,
  ),
  ...lines(
    'es',
    'chat',
    `
    hola, me llamo [[person]] y necesito ayuda con mi currículum
    mi iban es [[iban]], ¿está bien?
    llámame al [[phone]] porfa
    te dejo mi correo [[email]]
    tengo [[health]], ¿puedo hacer deporte?
    vivo en [[street]], ¿hay fibra ahí?
    el número de la tarjeta es [[card]] ¿es visa?
    mi dni [[dni]] tiene bien la letra?
    fecha de nacimiento [[dob]], dime mi horóscopo
    mándalo a [[taproot]] que es mi cartera
    `,
  ),
  ...blocks(
    'es',
    'email',
    `
Estimado señor [[last]]:

adjunto el contrato. Nuestra nueva dirección es [[address]].

Un saludo,
[[person]]
Tel.: [[phone]]
%%
De: [[person]] <[[email]]>
Asunto: cambio de cuenta

Buenos días:
a partir de ahora cobren en [[iban]] (BIC [[bic]]).
%%
Hola [[first]]:

te paso la baja médica de [[person]], el motivo es [[health]]. Es confidencial.

Un abrazo,
[[first]]
%%
A quien corresponda:

denuncio la pérdida de mi pasaporte (número de pasaporte [[passport]]) y de mi DNI [[dni]].

[[person]]
`,
  ),
  ...blocks(
    'es',
    'form',
    `
Nombre: [[person]]
Fecha de nacimiento: [[dob]]
Dirección: [[address]]
Teléfono: [[phone]]
Correo electrónico: [[email]]
%%
Orden de domiciliación
Titular: [[person]]
IBAN: [[iban]]
BIC: [[bic]]
NIF: [[dni]]
%%
Ficha del paciente
Paciente: [[person]]
DNI: [[dni]]
Nacido el: [[dob]]
Diagnóstico: [[health]]
%%
Alquiler de coche
Conductor: [[person]]
Permiso de conducir: [[licence]]
Tarjeta: [[card]]
`,
  ),
];
