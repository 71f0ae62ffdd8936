/* Lists and calendars: the bulk bar, moving between people and days by key. */
(function () {
  'use strict';
  var k = window.kinerja;

  function kotak(form) { return k.semua('input[type=checkbox][name=pilih]', form); }
  function perbarui(form) {
    var semua = kotak(form);
    var pilih = semua.filter(function (c) { return c.checked; });
    var bilah = form.querySelector('[data-bilah-massal]');
    if (bilah) {
      bilah.hidden = !pilih.length;
      bilah.querySelector('[data-jumlah]').textContent = pilih.length + ' dipilih';
    }
    semua.forEach(function (c) {
      var baris = c.closest('tr, li');
      if (baris) baris.classList.toggle('terpilih', c.checked);
    });
    var induk = form.querySelector('[data-pilih-semua]');
    if (induk) {
      induk.checked = pilih.length > 0 && pilih.length === semua.length;
      induk.indeterminate = pilih.length > 0 && pilih.length < semua.length;
    }
  }
  k.siapkan(function (d) {
    k.semua('form[data-massal]', d).forEach(perbarui);
    var luar = d.closest && d.closest('form[data-massal]');
    if (luar) perbarui(luar);
  });
  document.addEventListener('change', function (e) {
    var form = e.target.closest('form[data-massal]');
    if (!form) return;
    if (e.target.hasAttribute('data-pilih-semua')) kotak(form).forEach(function (c) { c.checked = e.target.checked; });
    perbarui(form);
  });

  /* data-key="j" on a link or button. Letters act outside fields only and can be switched off in the
     account menu (WCAG 2.1.4); data-key="ctrl+enter" also works while typing. */
  var mati = k.simpanan('kinerja:pintasan') === 'mati';
  k.siapkan(function (d) { k.semua('[data-pintasan]', d).forEach(function (c) { c.checked = !mati; }); });
  document.addEventListener('change', function (e) {
    if (!e.target.hasAttribute('data-pintasan')) return;
    mati = !e.target.checked;
    k.simpanan('kinerja:pintasan', mati ? 'mati' : null);
  });
  document.addEventListener('keydown', function (e) {
    var ctrl = (e.ctrlKey || e.metaKey) && e.key === 'Enter';
    if (!ctrl) {
      if (mati || e.ctrlKey || e.metaKey || e.altKey || e.key.length !== 1) return;
      if (e.target.closest('input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]')) return;
    }
    var kunci = ctrl ? 'ctrl+enter' : e.key.toLowerCase();
    var calon = k.semua('[data-key]').filter(function (el) { return el.getAttribute('data-key') === kunci; });
    if (!calon.length) return;
    e.preventDefault();
    calon[0].click();
  });
})();

/* Arrow keys walk through the days of the calendar; without script Tab does. And the device's day is compared. */
(function () {
  'use strict';
  var LANGKAH = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  document.addEventListener('keydown', function (e) {
    var langkah = LANGKAH[e.key];
    var tabel = e.target.closest && e.target.closest('[data-kalender]');
    if (!langkah || !tabel || e.ctrlKey || e.metaKey || e.altKey) return;
    var hari = Array.prototype.slice.call(tabel.querySelectorAll('td a'));
    var tuju = hari[hari.indexOf(e.target.closest('a')) + langkah];
    if (tuju) {
      e.preventDefault();
      tuju.focus();
    }
  });
  // the server’s day decides; whoever's device thinks otherwise is told
  var hari = document.querySelector('[data-hari-server]');
  if (hari) {
    var d = new Date();
    var perangkat = [d.getFullYear(), ('0' + (d.getMonth() + 1)).slice(-2), ('0' + d.getDate()).slice(-2)].join('-');
    if (perangkat !== hari.getAttribute('data-hari-server')) hari.querySelector('[data-beda-hari]').hidden = false;
  }
})();
