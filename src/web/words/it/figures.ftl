menu-map = Mappa
menu-trend = Andamento

## Figure: quello che le pagine hanno in comune

cube-ads = Annunci rilevati
cube-contact_points = Nuovi recapiti
cube-calls = Chiamate
counts-ads = Un conteggio è un annuncio visto in una fonte monitorata in una settimana. Un annuncio ripubblicato nella stessa settimana con lo stesso numero e quasi le stesse parole conta una volta.
counts-contact_points = Un conteggio è un annuncio che porta almeno un numero nuovo di un territorio.
counts-calls = Un conteggio è una telefonata fatta, un tentativo su un recapito; quelle non effettuate (T8) non contano. A un recapito si telefona al massimo tre volte.
places-province = Provincia
places-territory = Territorio
places-municipality = Comune da 50 000 abitanti
place-province = Provincia
place-territory = Territorio
place-municipality = Comune
level-year = Anno
level-quarter = Trimestre
level-month = Mese
level-week = Settimana
audience-internal = Interno: conteggi da 5 in su
audience-published = Pubblicato: da 10 in su, arrotondati a 5
licence-internal = Per chi lavora nel servizio, da non diffondere
licence-published = CC BY 4.0
attribute-gender = Genere
attribute-origin = Nazionalità
attribute-age_band = Fascia d’età
attribute-venue = Luogo
attribute-source = Fonte
stage-dialled = Chiamate fatte
stage-answered = Risposte
stage-presented = Progetto presentato
stage-action = Almeno un’azione attivata
period-quarter = { $quarter }º trimestre { $year }
period-month = { $month } { $year }
period-week = settimana { $week } del { $year }
figures-cube = Figura
figures-level = Tempo
figures-audience = Per chi
figures-show = Mostra
figures-go = Vai
figures-table = Tabella
figures-table-of = Tabella: { $title }
figures-files = Scarica:
figures-file = { $title }, { $form }
figures-none = Non c’è ancora un periodo chiuso di questa durata. Le figure si danno per mesi interi, dopo che l’ultima settimana del mese si è chiusa.
figures-held-back = trattenuto
figures-not-monitored = non monitorato
figures-classes = Classi con circa lo stesso numero di valori ciascuna (quintili di tutti i periodi, con il valore più piccolo e il più grande): il colore dice la stessa cosa in ogni periodo.
figures-group = .
figures-decimal = ,
figures-new = Nuovo: il numero non è stato visto in regione negli ultimi sei mesi.
figures-protection = Sono trattenuti i conteggi sotto { $threshold }, anche gli zeri, e quelli da cui si ricaverebbero: { $share }% delle celle.
figures-rounded = Ogni conteggio è arrotondato per conto suo a multipli di { $rounding }.
figures-caution = Gli annunci non sono persone e i numeri non sono persone; ciò che è dichiarato non è ciò che è. I mesi sono di settimane intere, quattro o cinque, secondo il loro giovedì.

## Mappa

map-title = Mappa
map-by = Luoghi
map-period = Periodo
map-before = Periodo precedente
map-after = Periodo successivo
map-from-to = Da { $low } a { $high }.
map-nothing-shown = Nessun valore può essere mostrato.
map-rest = Aree trattenute: { $held }; non monitorate: { $open }.
map-unknown = Senza confine noto, solo nella tabella: { $places }.
map-quarters = { $cube }, trimestre per trimestre
map-quarters-told = Al massimo gli ultimi otto trimestri chiusi, tutti con le stesse classi.

## Andamento

trend-title = Andamento
trend-place = Luogo
trend-region = tutta la regione
trend-attribute = Non dichiarato
trend-breaks = Le linee tratteggiate numerate segnano dove cambiano le fonti lette: lì la serie cambia senza che sia cambiato il mondo.
trend-no-breaks = Nessun cambiamento delle fonti lette in questi periodi.
trend-begins = si comincia a leggere { $names }
trend-ends = non si legge più { $names }
trend-little-read = lette solo { $done } rilevazioni, molte meno del solito
trend-undeclared = Annunci che non dichiarano: { $attribute }, { $place }
trend-undeclared-told = Quota degli annunci senza l’attributo, sul totale degli annunci. Senza questa quota le altre non si leggono.
trend-share = Quota non dichiarata
trend-shares = Quote
trend-season = { $cube }, { $place }: mese per mese, anno su anno
trend-season-told = L’ultimo anno a tratto pieno, i precedenti tratteggiati. I mesi trattenuti o non monitorati interrompono la linea.
trend-funnel = Come vanno le chiamate, { $place }, { $period }
trend-funnel-told = Ogni passo con due denominatori: le chiamate fatte e le risposte. I recapiti selezionati non sono contati qui: si contano le chiamate.
trend-stage = Passo
trend-of-dialled = { $share } delle fatte
trend-of-answered = { $share } delle risposte
trend-of-all = { $share } del totale
trend-sources = Che cosa porta ogni fonte, { $place }, { $period }
trend-sources-told = Annunci per fonte. Quanti numeri nuovi porti soltanto una fonte non si può dire: la parte statistica non tiene numeri, e non incrocia la fonte con il nuovo.
