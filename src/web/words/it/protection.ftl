## Protezione dati

protection-title = Protezione dati
protection-late = Ci sono recapiti che dovevano essere cancellati prima di oggi: esegui subito `invisibile upkeep` e controlla perché non è stato fatto.
protection-erasures = Cancellazioni
protection-overdue = In ritardo
protection-due = Dovute oggi
protection-oldest = Età del recapito più vecchio
protection-days = { $days ->
    [one] 1 giorno
   *[other] { $days } giorni
}
protection-none = nessuno
protection-chain = Registro degli accessi
protection-never = Non è mai stato verificato da qui.
protection-verified = Verificato { $ago } da { $who }: intero.
protection-faulty = Verificato { $ago } da { $who }: rotto. Verifica ora per vedere dove.
protection-today = oggi alle { $time }
protection-ago = { $days ->
    [one] ieri
   *[other] { $days } giorni fa
}
protection-verify = Verifica ora
protection-whole = Il registro è intero. Righe lette: { $lines }.
protection-broken = Il registro è rotto. Righe lette: { $lines }.
protection-key = Scrive la chiave { $key }.
protection-stored = Che cosa è conservato adesso
protection-live = Recapiti vivi
protection-observations = Annunci contati, senza numero
protection-outcomes = Chiamate contate, senza numero
protection-waiting = Righe statistiche in attesa, cifrate
protection-queue = Pagine in coda, indirizzi cifrati
protection-claims = Righe prese in chiamata
protection-people = Persone
protection-audit-lines = Righe del registro degli accessi
protection-objections = Opposizioni (art. 21)
protection-objected = Negli ultimi 90 giorni: { $count }. Ognuna ha avuto effetto subito, in tutta la regione, nella stessa scrittura che l’ha raccolta.
protection-minute = Esiti che aspettano il loro minuto adesso: { $count }. Intanto nessun altro può prendere quelle righe.
protection-shown = Numeri mostrati, per giorno
protection-exports = Esportazioni
protection-published = Ultimo mese pubblicato: { $month }
protection-no-exports = Negli ultimi 90 giorni nessuno ha portato fuori dati.
protection-when = Quando
protection-who = Chi
protection-what = Che cosa
protection-sheets = Schede dalla configurazione in uso
protection-register = Registro dei trattamenti (art. 30)
protection-impact = Valutazione d’impatto (art. 35)
sheet-table = Tabella
sheet-pdf = Scarica il PDF
sheet-print = Si può anche stampare dal browser.
stored-new = Recapiti nuovi
stored-on_list = Recapiti in lista oggi
stored-retry = Recapiti da ritentare
stored-callback = Recapiti da richiamare
stored-mediator_queue = Recapiti in attesa di mediazione
stored-closed = Recapiti chiusi
mark-seen = Contrassegni: visti
mark-contacted = Contrassegni: chiamati
mark-do_not_call = Contrassegni: non richiamare
