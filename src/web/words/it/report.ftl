## Rapporto

report-title = Mappatura e contatti: { $period }
report-version = cifre di invisibile { $version }
report-summary = In { $period } sono stati rilevati { $ads } annunci, in { $done } rilevazioni portate a termine su { $sessions } cominciate. Annunci che hanno portato almeno un numero nuovo: { $new }. Chiamate fatte: { $calls }; risposte: { $answered }.
report-caution-title = Che cosa queste cifre non dicono
report-caution = Un numero può essere di più persone, e una persona può averne più d’uno. Una cifra che cresce può venire da una fonte in più: si guardi sempre dove cambia il monitoraggio. Nessuna cifra dice quante persone si prostituiscono.
report-method = Come sono fatte
report-monitoring = Le fonti sono lette secondo un calendario; una fonte bloccata o cambiata interrompe la serie, e i grafici lo segnano.
report-cite = Si cita così:
