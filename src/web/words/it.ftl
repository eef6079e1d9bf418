# Le parole delle schermate, in italiano. Ogni chiave sta anche in en.ftl; un test lo verifica.

title = Agenda servizio
skip = Vai al contenuto
menu = Menu
menu-today = Oggi
language-it = Italiano
language-it-short = IT
language-en = English
language-en-short = EN
sign-out = Esci
keys-on = Scorciatoie da tastiera: attive
keys-off = Scorciatoie da tastiera: spente
blank = Schermata in pausa. Premi un tasto o tocca per continuare.

## Date

day = { $weekday } { $day } { $month }
moment = { $day }, { $time }
weekday-1 = lunedì
weekday-2 = martedì
weekday-3 = mercoledì
weekday-4 = giovedì
weekday-5 = venerdì
weekday-6 = sabato
weekday-7 = domenica
month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre

## Accesso

sign-in-title = Accedi
sign-in-name = Nome
sign-in-password = Password
sign-in-code = Codice
sign-in-code-help = Le 6 cifre dell’app di autenticazione, oppure un codice di recupero.
sign-in-enter = Entra
sign-in-refused = Nome, password o codice non corretti, oppure troppi tentativi. Aspetta un momento e riprova.
sign-in-too-often = Troppi tentativi in poco tempo. Aspetta un minuto e riprova.

## Invito

invitation-title = Benvenuta, { $name }
invitation-lead = Scegli una password e collega un’app di autenticazione. Questo collegamento vale una volta sola.
invitation-password-title = 1. Password
invitation-password = Nuova password
invitation-password-help = Almeno 12 caratteri, senza il tuo nome. Una frase va benissimo.
invitation-again = Ripeti la password
invitation-authenticator-title = 2. App di autenticazione
invitation-authenticator = Inquadra questo codice con l’app di autenticazione del telefono.
invitation-square = Codice QR per l’app di autenticazione
invitation-by-hand = Oppure scrivilo a mano:
invitation-code = Le 6 cifre che mostra ora l’app
invitation-accept = Salva e continua
invitation-none = Questo invito è già stato usato o è scaduto. Chiedine un altro a chi coordina.
invitation-weak = La password deve avere da 12 a 200 caratteri e non contenere il nome. Scegline un’altra.
invitation-not-the-same = Le due password non sono uguali. Scrivile di nuovo.
invitation-wrong-code = Il codice non è corretto. Leggilo di nuovo sull’app.
welcome-title = Tutto pronto
welcome-codes = Copia questi codici di recupero e conservali al sicuro: non saranno mostrati di nuovo. Ognuno vale una volta, al posto del codice dell’app.
welcome-enter = Accedi

## Pagina iniziale

home-title = Agenda servizio
home-nothing = Per il tuo ruolo non c’è ancora nessuna pagina.

## Oggi

today-quota = Prime chiamate del mese: { $made } di { $quota }
today-code = Riga
today-kind = Tipo
today-language = Lingua
today-earliest = Da quando
kind-callback = Richiamata
kind-retry = Nuovo tentativo
kind-new = Prima chiamata

## Quando qualcosa non va

error-title = Non è andata
error-back = Torna all’inizio
error-no-such-page = Questa pagina non c’è.
error-stale = La pagina era aperta da troppo tempo, o la sessione è cambiata. Torna all’inizio e riprova: non è stato registrato nulla.
error-too-large = È troppo grande per essere inviato.
error-forbidden = Il tuo ruolo o il tuo territorio non lo permette.
error-later = L’archivio è occupato. Riprova tra poco: non è andato perso nulla.
error-fault = Qualcosa non ha funzionato. Riprova; se si ripete, comunica questo codice a chi gestisce il sistema: { $code }
error-unknown-row = Questa riga non è più in lista: è stata registrata, è stata cancellata, o il codice è sbagliato.
error-name-taken = Questo nome è già usato. Scegline un altro.
error-other-day = Si può fare solo oggi, e non per il futuro.
error-not-claimed = Questa riga non è nelle tue mani. Prendila prima dalla lista.
error-not-now = Ora non si può chiamare questo recapito.
error-outcome = Le parti dell’esito non vanno insieme.
error-phone = Questo non è un numero di telefono.

## Ruoli

role-operator = Operatrice
role-coordinator = Coordinamento
role-regional = Regione
role-researcher = Ricerca
role-dpo = Protezione dati
role-sources = Fonti
