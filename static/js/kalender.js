/* Arrow keys walk through the days of the calendar; without script Tab does. And the device's day is compared. */
(function () {
  "use strict";
  var LANGKAH = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  document.addEventListener("keydown", function (e) {
    var langkah = LANGKAH[e.key];
    var tabel = e.target.closest && e.target.closest("[data-kalender]");
    if (!langkah || !tabel || e.ctrlKey || e.metaKey || e.altKey) return;
    var hari = Array.prototype.slice.call(tabel.querySelectorAll("td a"));
    var tuju = hari[hari.indexOf(e.target.closest("a")) + langkah];
    if (tuju) {
      e.preventDefault();
      tuju.focus();
    }
  });
  // the server's day decides; whoever's device thinks otherwise is told
  var hari = document.querySelector("[data-hari-server]");
  if (hari) {
    var d = new Date();
    var perangkat = [d.getFullYear(), ("0" + (d.getMonth() + 1)).slice(-2), ("0" + d.getDate()).slice(-2)].join("-");
    if (perangkat !== hari.getAttribute("data-hari-server")) hari.querySelector("[data-beda-hari]").hidden = false;
  }
})();
