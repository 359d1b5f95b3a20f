rem Run once, to have Windows look for new models each Monday at 6:30.
schtasks /create /tn "Assay scout" /sc weekly /d MON /st 06:30 /tr "cmd /c cd /d C:\our-project && assay scout --max-download 4GB --max-time 1h --keep none >> scout.log 2>&1"
