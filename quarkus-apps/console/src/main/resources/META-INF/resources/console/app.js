import "./page/ct-app.js";
