/* Lists: the bulk bar, and moving between people by key. */
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
