/* Planning: shows the fields that the chosen kind uses. Without it all are shown, each with its help. */
(function () {
  'use strict';
  var k = window.kinerja;

  function nilai(form, nama) {
    var pilih = Array.from(form.elements).filter(function (el) { return el.name === nama && (el.type !== 'radio' || el.checked); })[0];
    return pilih ? pilih.value : '';
  }
  function perbarui(form) {
    k.semua('[data-bila]', form).forEach(function (el) {
      var cocok = el.getAttribute('data-nilai').split(' ').indexOf(nilai(form, el.getAttribute('data-bila'))) >= 0;
      /* a field with an error stays in sight */
      el.hidden = !cocok && !el.querySelector('.salah');
    });
  }
  function semua() { k.semua('form').forEach(perbarui); }
  k.siapkan(semua);
  /* Enter in a search field inside a long form searches; it does not save the form */
  document.addEventListener('keydown', function (e) {
    if (e.key !== 'Enter' || !e.target.hasAttribute || !e.target.hasAttribute('data-cari')) return;
    e.preventDefault();
    e.target.parentNode.querySelector('button').click();
  });
  document.addEventListener('change', function (e) { if (e.target.form) perbarui(e.target.form); });
})();
