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
