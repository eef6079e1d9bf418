# Le parole delle schermate, in italiano. Ogni chiave sta anche in `en`, nello stesso file; un test lo verifica.

title = Agenda servizio
skip = Vai al contenuto
menu = Menu
menu-today = Oggi
menu-do-not-call = Non richiamare
menu-entry = Inserimento
menu-sources = Fonti
menu-people = Persone
menu-protection = Protezione dati
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

## Pagina iniziale

home-title = Agenda servizio
home-nothing = Per il tuo ruolo non c’è ancora nessuna pagina.

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
error-query = Questa combinazione di figura, luogo e periodo non si può dare: le celle sarebbero troppo piccole, o il periodo non si è ancora chiuso. Scegline una più ampia.

## Ruoli

role-operator = Operatrice
role-coordinator = Coordinamento
role-regional = Regione
role-researcher = Ricerca
role-dpo = Protezione dati
role-sources = Fonti
