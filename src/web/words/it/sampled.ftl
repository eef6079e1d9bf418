## Coordinamento: che cosa dice il campione

sampled-title = Che cosa dice il campione di { $month }
sampled-told = In quante chiamate il progetto sarebbe stato presentato, se a tutti i recapiti nuovi si fosse telefonato una volta.
sampled-too-few = Le prime chiamate sono ancora troppo poche per dirlo.
sampled-of = Genere e luogo dichiarati
sampled-eligible = Recapiti nuovi
sampled-called = Chiamati
sampled-estimate = Contatti stimati
sampled-interval-head = Intervallo al 95%
sampled-interval = da { $low } a { $high }
sampled-others = altri, insieme
sampled-not-declared = non dichiarato
sampled-stratum = { $gender }, { $venue }
sampled-total = Tutti
sampled-how = Conta la prima chiamata di ogni recapito; le successive ne raggiungono altri. In ogni strato i recapiti sono chiamati nell’ordine estratto a sorte per il mese, e ciascuno vale per quelli che non sono stati chiamati. L’intervallo contiene il totale vero in circa 95 mesi su 100. Gli strati con pochi contatti, o pochi senza contatto, sono detti insieme.
