# Le parole delle schermate, in italiano. Ogni chiave sta anche in en.ftl; un test lo verifica.

title = Agenda servizio
skip = Vai al contenuto
menu = Menu
menu-today = Oggi
menu-do-not-call = Non richiamare
menu-people = Persone
language-it = IT, italiano
language-it-short = IT
language-en = EN, English
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
today-days-left = { $days ->
    [one] · resta un giorno lavorativo
   *[other] · restano { $days } giorni lavorativi
  }
today-territory = Territorio
today-show = Mostra
today-recorded = Esito di { $code } registrato.
today-undo = Annulla
today-nothing = Ora non c’è nessuna riga da chiamare. Guarda sotto il perché.
today-in-hand = Hai già una riga in mano
today-back-to = Torna a { $code }
today-callable = { $count ->
    [0] Niente da chiamare ora
    [one] Una riga da chiamare ora
   *[other] { $count } righe da chiamare ora
  }
today-language = Lingua
today-any-language = Tutte
today-next = Prendi il prossimo
today-now = Da chiamare ora
today-take = Prendi
today-take-row = Prendi { $code }
today-not-now = Non ora: perché
today-from = Da: { $at }
today-expires = scade a breve
today-empty = La lista di oggi è vuota.
attempts = Tentativi: fatti { $made }, restano { $left }
kind-callback = Richiamata
kind-retry = Nuovo tentativo
kind-new = Prima chiamata
key-p = P
key-c = C
key-u = U
key-n = N
key-i = I
key-enter = Invio
closed-sunday = Oggi è domenica: non si chiama.
closed-saturday = Oggi è sabato: qui non si chiama.
closed-holiday = Oggi è festa: non si chiama.
why-held = In mano a { $name } fino alle { $until }.
why-language = In attesa di chi parla questa lingua: { $language }.
why-closed = È chiuso: non si chiama più.
why-attempts = È già stato chiamato tutte le volte possibili.
why-expired = Il suo tempo è finito: sta per essere cancellato.
why-hours = Fuori orario: si chiama dalle { $from } alle { $to }.
why-agreed = Ha chiesto di essere chiamata: { $at }.
why-pause = L’ultimo tentativo è troppo recente: pausa fino a { $until }.
why-slot = È già stato chiamato di { $slot }: si riprova in un’altra fascia.
slot-morning = mattina
slot-afternoon = pomeriggio
slot-evening = sera

## Chiamata

call-reveal = Chiama
call-reveal-help = Il numero si vede solo ora, e resta traccia di chi l’ha visto.
call-until = In mano fino alle { $at }
call-over = scaduta: torna a Oggi
call-extend = Tieni per altri 20 minuti
call-release = Rilascia
call-outcome = Esito
call-keys = Da tastiera: una cifra per la risposta, due per il colloquio, due per ogni azione, poi Invio.
call-technical = Che cosa è successo?
call-conversation = Com’è andato il colloquio?
call-notice = Informativa breve
call-notice-given = Data
call-notice-impossible = Non è stato possibile
call-callback = Quando richiamare
call-learnt = Lingua emersa nel colloquio
call-learnt-none = Nessuna novità
call-actions = Che cosa hai attivato?
call-save = Salva l’esito
call-script = Che cosa dire
call-script-language = Lingua del testo
technical-T1 = Risposta
technical-T2 = Nessuna risposta
technical-T3 = Occupato
technical-T4 = Non raggiungibile
technical-T5 = Segreteria
technical-T6 = Rifiutata
technical-T7 = Numero inattivo
technical-T8 = Non effettuata
conversation-C01 = Informata
conversation-C02 = Ascolto
conversation-C03 = Chiede informazioni
conversation-C04 = Richiamare
conversation-C05 = Non interessata
conversation-C06 = Non richiamare
conversation-C07 = Riaggancia prima
conversation-C08 = Riaggancia dopo
conversation-C09 = Barriera linguistica
conversation-C10 = Terza persona
conversation-C11 = Estraneo
conversation-C12 = Non può parlare
conversation-C13 = Richiesta di aiuto
conversation-C14 = Già in contatto
conversation-C15 = Ostile
conversation-C16 = Protocollo tutela
action-A01 = Prevenzione
action-A02 = Orientamento sanitario
action-A03 = Drop-in
action-A04 = Appuntamento
action-A05 = Accompagnamento
action-A06 = Sportello sociale o legale
action-A07 = Dato 800 290 290
action-A08 = Dato 1522
action-A09 = Mediazione linguistica
action-A10 = Materiale
action-A11 = Tessera sanitaria, STP o ENI
action-A12 = Organizzazione tra pari
outcome-no-technical = Scegli che cosa è successo.
outcome-no-conversation = Dopo una risposta scegli com’è andato il colloquio.
outcome-no-notice = Prima di salvare segna l’informativa breve: data, o non è stato possibile.
outcome-no-callback = Per una richiamata scrivi quando.
outcome-callback-time = La data della richiamata non si capisce.
outcome-callback-past = L’ora della richiamata è già passata: scegline una più avanti.
outcome-callback-far = La richiamata è troppo lontana: al massimo { $days } giorni.
outcome-callback-closed = { $day } non si chiama: scegli un giorno lavorativo.
outcome-callback-hours = Si chiama dalle { $from } alle { $to }: scegli un’ora in mezzo.
outcome-no-attempt-left = Era l’ultimo tentativo: non si può accordare una richiamata. Segna «Non può parlare», o «Informata» se lo è stata.
protocol-title = Segui adesso il protocollo
protocol-lead = L’esito è salvato. Del colloquio resta solo un conteggio.
protocol-danger = Pericolo immediato, o una persona minorenne: 112, e avvisa subito chi coordina.
protocol-national = Sfruttamento o tratta: Numero Verde 800 290 290, giorno e notte, in molte lingue.
protocol-violence = Violenza: 1522.
protocol-coordinator = Parla con chi coordina prima di chiamare ancora: non resti da sola con questo.
protocol-write-nothing = Non scrivere da nessuna parte il numero, il nome o quello che ti è stato detto.
protocol-done = Ho fatto: torna a Oggi

## Lingue

spoken-it = italiano
spoken-en = inglese
spoken-es = spagnolo
spoken-pt = portoghese
spoken-ro = romeno
spoken-zh = cinese
spoken-fr = francese
spoken-ar = arabo
spoken-sq = albanese
spoken-ru = russo
spoken-uk = ucraino
spoken-pl = polacco
spoken-bg = bulgaro
spoken-hu = ungherese
spoken-th = thailandese

## Non richiamare

object-title = Non richiamare
object-lead = Il numero vale da subito, in tutti i territori della regione. La risposta è sempre la stessa, che il numero fosse conosciuto o no.
object-number = Numero
object-help = Con o senza +39, anche con spazi.
object-save = Metti tra i non richiamare
object-done = Fatto. Quel numero non sarà chiamato da nessuno.

## Persone

people-title = Persone
people-name = Nome
people-role = Ruolo
people-territories = Territori
people-everywhere = tutti
people-languages = Lingue
people-enters = Accesso
people-ready = attivo
people-not-ready = da invitare
people-invite = Invita
people-invite-one = Invita { $name }
people-invited = Invito per { $name }. Consegna questo collegamento di persona o per una via sicura: vale una volta, per tre giorni.
people-add-title = Aggiungi una persona
people-name-help = Da 2 a 40 lettere, punti o trattini, per esempio anna.b
people-add = Aggiungi
people-bad-name = Questo nome non va bene: da 2 a 40 lettere, punti o trattini, meno di 6 cifre.
people-no-territory = Chi lavora in un territorio ne ha almeno uno: scegline uno.
people-added = { $name } è tra le persone. Ora si può invitare.
people-nobody = Non c’è ancora nessuno.

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
error-too-late = Non si può più annullare: l’esito è già registrato.
error-extended = Si può tenere più a lungo una volta sola. Salva l’esito, o rilascia la riga.
error-too-often = Troppe volte in poco tempo. Aspetta qualche minuto e riprova.

## Ruoli

role-operator = Operatrice
role-coordinator = Coordinamento
role-regional = Regione
role-researcher = Ricerca
role-dpo = Protezione dati
role-sources = Fonti
