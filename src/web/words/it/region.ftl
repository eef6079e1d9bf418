## Regione

menu-region = Regione
region-title = Regione
region-period = Periodo
region-internal = Cifre interne, da non diffondere.
region-published = Cifre pubblicate, arrotondate al 5 più vicino.
region-territories = Chiamate per territorio, { $period }
region-of-dialled = risposte sulle chiamate
region-of-answered = presentazioni sulle risposte
region-interval-help = Tra parentesi l’intervallo di confidenza al 95 % (Wilson). Dove gli intervalli si toccano, la differenza può essere un caso. I territori sono in ordine di nome: non è una graduatoria, e le fonti e le lingue di ogni territorio sono diverse.
region-elsewhere = Doppie chiamate evitate
region-elsewhere-said = { $count } annunci su { $ads } ({ $share }) avevano un recapito che un altro territorio stava già chiamando.
region-elsewhere-help = Si contano annunci, non recapiti: così non resta traccia di quale numero sia comparso dove. Chi ha visto per primo il recapito è il solo a chiamarlo.
region-years = Anno per anno
region-no-years = Nessun anno è ancora concluso.
region-months = Mese per mese
region-no-months = Nessun mese è ancora stato contato.
region-ads = Annunci rilevati
region-new = con un nuovo recapito
