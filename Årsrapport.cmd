@echo off
rem Dobbeltklik: aabner aaret paa en side i browseren.
setlocal
set "program=%~dp0.venv\Scripts\reportgenw.exe"
if exist "%program%" goto start
set "program=reportgenw.exe"
where reportgenw.exe >nul 2>nul
if not errorlevel 1 goto start
echo Programmet reportgen er ikke installeret her, eller Windows kan ikke finde det.
echo Kontakt den, der satte det op.
echo.
pause
exit /b 1
:start
start "" "%program%" -C "%~dp0." desk
