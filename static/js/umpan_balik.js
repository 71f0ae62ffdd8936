/* Feedback: openers into the field, arrow keys through the team, on to the next person after sending. */
(function () {
  'use strict';
  var k = window.kinerja;

  document.addEventListener('click', function (e) {
    var b = e.target.closest('[data-sisip]');
    var isian = b && document.getElementById(b.getAttribute('data-sisip'));
    if (!isian) return;
    var lama = isian.value.replace(/\s+$/, '');
    isian.value = (lama ? lama + '\n' : '') + b.getAttribute('data-teks');
    isian.dispatchEvent(new Event('input', { bubbles: true }));
    isian.focus();
  });

  function isian() { return k.semua('[data-tim] .singkat input[name=isi]'); }
  function pindah(dari, arah) {
    var semua = isian();
    var tuju = semua[semua.indexOf(dari) + arah];
    if (tuju) tuju.focus();
  }
  document.addEventListener('keydown', function (e) {
    if (!e.target.matches('[data-tim] .singkat input[name=isi]')) return;
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
    e.preventDefault();
    pindah(e.target, e.key === 'ArrowDown' ? 1 : -1);
  });
  /* The row was replaced by a fresh one: sent goes on to the next person, refused stays where it is. */
  document.addEventListener('htmx:afterSwap', function (e) {
    var baris = e.detail.elt.closest && e.detail.elt.closest('tr[id^=anggota-]');
    if (!baris) return;
    var sendiri = baris.querySelector('input[name=isi]');
    if (baris.querySelector('.field-galat')) { if (sendiri) sendiri.focus(); return; }
    if (baris.querySelector('[hx-post*="/tarik/"]') && sendiri) {
      var semua = isian();
      (semua[semua.indexOf(sendiri) + 1] || sendiri).focus();
    } else if (sendiri) sendiri.focus();
  });
})();
