/* Never a lost word. Every form with data-autosave or data-jaga keeps a copy on this device while one
   types; data-autosave also sends it. The copy belongs to one account and goes when that account signs out. */
(function () {
  'use strict';
  var k = window.kinerja;
  var AWAL = 'kinerja:draf:';
  var TERKIRIM = 'kinerja:terkirim';
  var JEDA = 1500;
  var UMUR = 14 * 24 * 3600 * 1000;
  var pengguna = document.body.getAttribute('data-pengguna');

  function kunci(form) {
    var nama = form.getAttribute('data-autosave-key') || form.getAttribute('data-jaga') || location.pathname;
    return AWAL + pengguna + ':' + nama;
  }
  function dijaga(el) {
    return el.name && !el.disabled && el.name !== 'csrfmiddlewaretoken' && !/^(password|file|hidden|submit|button)$/.test(el.type);
  }
  function isi(form) {
    var hasil = {};
    Array.from(form.elements).filter(dijaga).forEach(function (el) {
      if (!hasil[el.name]) hasil[el.name] = [];
      if (el.type === 'checkbox' || el.type === 'radio') { if (el.checked) hasil[el.name].push(el.value); }
      else if (el.multiple) Array.from(el.selectedOptions).forEach(function (o) { hasil[el.name].push(o.value); });
      else hasil[el.name].push(el.value);
    });
    return hasil;
  }
  function pulihkan(form, draf) {
    var ke = {};
    Array.from(form.elements).filter(dijaga).forEach(function (el) {
      var nilai = draf[el.name];
      if (!nilai) return;
      if (el.type === 'checkbox' || el.type === 'radio') el.checked = nilai.indexOf(el.value) >= 0;
      else if (el.multiple) Array.from(el.options).forEach(function (o) { o.selected = nilai.indexOf(o.value) >= 0; });
      else {
        ke[el.name] = ke[el.name] || 0;
        if (nilai[ke[el.name]] !== undefined) el.value = nilai[ke[el.name]];
        ke[el.name] += 1;
      }
    });
    /* listeners (letter counts, autosave) hear about it as if it had been typed */
    var pertama = Array.from(form.elements).filter(dijaga)[0];
    if (pertama) pertama.dispatchEvent(new Event('input', { bubbles: true }));
  }
  function baca(form) {
    var teks = k.simpanan(kunci(form));
    if (!teks) return null;
    try { return JSON.parse(teks); } catch (e) { return null; }
  }
  function catat(form) {
    k.simpanan(kunci(form), JSON.stringify({ pada: Date.now(), jam: k.jam(), isi: isi(form) }));
  }
  function hapus(form) { k.simpanan(kunci(form), null); }
  function kunciDraf() {
    var hasil = [];
    try {
      for (var i = 0; i < localStorage.length; i += 1) {
        if (localStorage.key(i).indexOf(AWAL) === 0) hasil.push(localStorage.key(i));
      }
    } catch (e) { /* storage refused */ }
    return hasil;
  }
  function buangTua() {
    kunciDraf().forEach(function (nama) {
      var pada = 0;
      try { pada = JSON.parse(k.simpanan(nama)).pada; } catch (e) { /* damaged: goes */ }
      if (Date.now() - pada > UMUR) k.simpanan(nama, null);
    });
  }

  /* The line beside the fields that says whether the text is safe. */
  function tulis(form, teks, gagal, tautan) {
    var baris = form.querySelector('[data-tersimpan]');
    if (!baris) {
      baris = document.createElement('p');
      baris.setAttribute('data-tersimpan', '');
      baris.className = 'tersimpan';
      baris.setAttribute('role', 'status');
      form.appendChild(baris);
    }
    baris.classList.toggle('gagal', Boolean(gagal));
    baris.textContent = teks;
    if (tautan) {
      var a = document.createElement('a');
      a.href = tautan.url;
      a.textContent = tautan.label;
      baris.appendChild(document.createTextNode(' '));
      baris.appendChild(a);
    }
  }

  function tawarkan(form, draf) {
    var kotak = document.createElement('div');
    kotak.className = 'alert alert-kuning';
    kotak.setAttribute('role', 'status');
    var badan = document.createElement('div');
    var p = document.createElement('p');
    p.textContent = 'Ada tulisan Anda dari pukul ' + draf.jam + ' yang belum tersimpan.';
    var aksi = document.createElement('div');
    aksi.className = 'aksi';
    [['Pulihkan tulisan', 'tombol', function () { pulihkan(form, draf.isi); }],
     ['Buang', 'tombol tombol-sekunder', function () { hapus(form); }]].forEach(function (t) {
      var b = document.createElement('button');
      b.type = 'button';
      b.className = t[1];
      b.textContent = t[0];
      b.addEventListener('click', function () {
        t[2]();
        kotak.remove();
        var pertama = Array.from(form.elements).filter(dijaga)[0];
        if (pertama) pertama.focus();
      });
      aksi.appendChild(b);
    });
    badan.appendChild(p);
    badan.appendChild(aksi);
    kotak.appendChild(badan);
    form.insertAdjacentElement('afterbegin', kotak);
  }

  /* --- sending --- */
  function kirim(form, pergi) {
    if (!form.hasAttribute('data-autosave') || !form.kinerjaBerubah || form.kinerjaSedang) return;
    form.kinerjaBerubah = false;
    form.kinerjaSedang = true;
    clearTimeout(form.kinerjaJeda);
    var cetakan = JSON.stringify(isi(form));
    var data = new FormData(form);
    Array.from(form.elements).forEach(function (el) { if (el.type === 'file' && el.name) data.delete(el.name); });
    fetch(form.getAttribute('data-autosave'), {
      method: 'POST',
      body: data,
      credentials: 'same-origin',
      keepalive: Boolean(pergi),
      headers: { 'X-Requested-With': 'fetch', Accept: 'application/json' }
    }).then(function (jawab) {
      return jawab.json().catch(function () { return {}; }).then(function (isiJawab) { terima(form, jawab, isiJawab, cetakan); });
    }).catch(function () {
      form.kinerjaBerubah = true;
      tulis(form, 'Sambungan terputus. Tulisan tersimpan di perangkat ini.', true);
    }).then(function () {
      form.kinerjaSedang = false;
      if (form.kinerjaBerubah && navigator.onLine) form.kinerjaJeda = setTimeout(function () { kirim(form); }, JEDA * 4);
    });
  }
  function terima(form, jawab, isiJawab, cetakan) {
    if (jawab.status === 401 || jawab.status === 403 || k.keHalamanMasuk(jawab.redirected && jawab.url)) {
      tulis(form, 'Sesi berakhir. Masuk lagi, tulisan Anda tersimpan di perangkat ini.', true, { url: k.urlMasuk(), label: 'Masuk lagi' });
    } else if (jawab.status === 409) {
      var tautan = isiJawab.konflik_url ? { url: isiJawab.konflik_url, label: 'Bandingkan kedua tulisan' } : null;
      tulis(form, isiJawab.pesan || 'Isian ini juga diubah di tempat lain. Tulisan Anda masih ada.', true, tautan);
    } else if (jawab.status === 422) {
      tulis(form, isiJawab.pesan || 'Belum tersimpan: ada isian yang perlu diperbaiki.', true);
    } else if (jawab.ok) {
      var versi = form.querySelector('input[type=hidden][name=versi]');
      if (versi && isiJawab.versi !== undefined) versi.value = isiJawab.versi;
      if (JSON.stringify(isi(form)) === cetakan) hapus(form);
      tulis(form, 'Tersimpan ' + (isiJawab.pada || k.jam()));
    } else {
      form.kinerjaBerubah = jawab.status >= 500;
      tulis(form, 'Belum tersimpan di server. Tulisan tersimpan di perangkat ini.', true);
    }
  }

  /* --- wiring --- */
  var PILIH = 'form[data-autosave], form[data-jaga]';

  /* A plain POST: the copy goes when a page arrives as its answer, which ours do by redirect. Sign-in and
     error pages clear the mark (dasar.js); a reload, "back" or a lost connection prove nothing: the copy stays.
     First of all, so that what has arrived is not offered. */
  function lewatPengalihan() {
    var n = performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
    if (n) return n.type === 'navigate' && n.redirectCount > 0;
    return performance.navigation.type === 0 && performance.navigation.redirectCount > 0;
  }
  try {
    var tadi = sessionStorage.getItem(TERKIRIM);
    sessionStorage.removeItem(TERKIRIM);
    if (tadi && pengguna && lewatPengalihan()) k.simpanan(tadi, null);
  } catch (e) { /* storage refused */ }

  k.siapkan(function (d) {
    if (!pengguna) return;
    k.semua(PILIH, d).forEach(function (form) {
      var draf = baca(form);
      if (!draf) return;
      if (JSON.stringify(draf.isi) === JSON.stringify(isi(form))) hapus(form); else tawarkan(form, draf);
    });
  });
  function berubah(e) {
    var form = e.target.form;
    if (!pengguna || !form || !form.matches(PILIH) || !dijaga(e.target)) return;
    catat(form);
    form.kinerjaBerubah = true;
    clearTimeout(form.kinerjaJeda);
    form.kinerjaJeda = setTimeout(function () { kirim(form); }, JEDA);
  }
  document.addEventListener('input', berubah);
  document.addEventListener('change', berubah);
  function semuaKirim() { k.semua('form[data-autosave]').forEach(function (form) { kirim(form, true); }); }
  document.addEventListener('visibilitychange', function () { if (document.visibilityState === 'hidden') semuaKirim(); });
  window.addEventListener('pagehide', semuaKirim);
  window.addEventListener('online', function () { k.semua('form[data-autosave]').forEach(function (form) { kirim(form); }); });

  document.addEventListener('submit', function (e) {
    var form = e.target;
    if (form.hasAttribute('data-keluar')) {
      kunciDraf().forEach(function (n) { if (n.indexOf(AWAL + pengguna + ':') === 0) k.simpanan(n, null); });
      return;
    }
    if (!form.matches(PILIH) || e.defaultPrevented) return;
    clearTimeout(form.kinerjaJeda);
    form.kinerjaBerubah = false;
    try { sessionStorage.setItem(TERKIRIM, kunci(form)); } catch (x) { /* storage refused */ }
  });
  document.addEventListener('htmx:afterRequest', function (e) {
    /* only the form's own sending: a search button inside it has saved nothing */
    var form = e.target.matches(PILIH) ? e.target : null;
    if (form && e.detail.successful && !k.keHalamanMasuk(e.detail.xhr.responseURL)) hapus(form);
  });
  buangTua();
})();
