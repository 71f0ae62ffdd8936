/* The shell's behaviour. Every page works without it; nothing here decides anything.
   Floor: Chrome 80, Safari 13 – no optional chaining, no nullish operator. */
(function () {
  'use strict';
  var dok = document;
  var akar = dok.documentElement;
  var penyiap = [];

  /* Other modules register here; called for the page and again for every fragment htmx brings. */
  function siapkan(fn) {
    penyiap.push(fn);
    if (dok.readyState !== 'loading') fn(dok);
  }
  function semua(pilih, dalam) {
    var hasil = Array.from((dalam || dok).querySelectorAll(pilih));
    if (dalam && dalam.matches && dalam.matches(pilih)) hasil.unshift(dalam);
    return hasil;
  }
  function simpanan(nama, nilai) {
    /* Private windows may refuse storage: then there is no memory, but no error either. */
    try {
      if (nilai === undefined) return localStorage.getItem(nama);
      if (nilai === null) localStorage.removeItem(nama); else localStorage.setItem(nama, nilai);
    } catch (e) { /* storage refused */ }
    return null;
  }
  function jam() {
    var w = new Date();
    return ('0' + w.getHours()).slice(-2) + '.' + ('0' + w.getMinutes()).slice(-2);
  }

  /* One place for announcements; text only, so nothing a server says can become mark-up. */
  function kabar(teks, jenis, tautan) {
    var wadah = dok.getElementById('pemberitahuan');
    if (!wadah) return;
    wadah.textContent = '';
    if (!teks) return;
    var kotak = dok.createElement('div');
    kotak.className = 'alert alert-' + (jenis || 'biru');
    var isi = dok.createElement('div');
    var p = dok.createElement('p');
    p.textContent = teks;
    isi.appendChild(p);
    if (tautan) {
      var a = dok.createElement('a');
      a.href = tautan.url;
      a.textContent = tautan.label;
      var baris = dok.createElement('p');
      baris.appendChild(a);
      isi.appendChild(baris);
    }
    var tutup = dok.createElement('button');
    tutup.type = 'button';
    tutup.className = 'tombol tombol-tautan';
    tutup.textContent = 'Tutup';
    tutup.addEventListener('click', function () { wadah.textContent = ''; });
    kotak.appendChild(isi);
    kotak.appendChild(tutup);
    wadah.appendChild(kotak);
  }
  function urlMasuk() {
    var lanjut = encodeURIComponent(location.pathname + location.search);
    return dok.body.getAttribute('data-masuk') + '?next=' + lanjut;
  }
  function sesiBerakhir() {
    kabar('Sesi berakhir. Masuk lagi, tulisan Anda tersimpan di perangkat ini.', 'kuning', { url: urlMasuk(), label: 'Masuk lagi' });
  }
  function keHalamanMasuk(url) {
    if (!url) return false;
    return new URL(url, location.href).pathname === new URL(dok.body.getAttribute('data-masuk'), location.href).pathname;
  }

  window.kinerja = { siapkan: siapkan, semua: semua, simpanan: simpanan, jam: jam, kabar: kabar, urlMasuk: urlMasuk, sesiBerakhir: sesiBerakhir, keHalamanMasuk: keHalamanMasuk };

  /* A form just sent that ends on sign-in or an error page has not arrived: its copy stays (simpan.js). */
  if (dok.body.getAttribute('data-halaman')) {
    try { sessionStorage.removeItem('kinerja:terkirim'); } catch (e) { /* storage refused */ }
  }

  /* A page that needs script shows its script-only parts now. */
  siapkan(function (d) { semua('[data-butuh-js], [data-lihat-sandi]', d).forEach(function (e) { e.hidden = false; }); });

  /* Back to the page one came from, freshly loaded: a refused POST has no page of its own. */
  siapkan(function (d) {
    if (dok.referrer.indexOf(location.origin + '/') !== 0) return;
    semua('[data-kembali]', d).forEach(function (a) { a.href = dok.referrer; a.hidden = false; });
  });

  /* Error summary: focus goes there, and the title says so. */
  siapkan(function (d) {
    var fokus = semua('[data-fokus]', d)[0];
    if (!fokus) return;
    fokus.focus();
    if (fokus.classList.contains('galat-ringkasan') && dok.title.indexOf('Galat:') !== 0) dok.title = 'Galat: ' + dok.title;
  });
  dok.addEventListener('click', function (e) {
    var a = e.target.closest('.galat-ringkasan a');
    var tuju = a && dok.getElementById(a.getAttribute('href').slice(1));
    if (!tuju) return;
    e.preventDefault();
    /* a group of radios has no element of its own id to focus: take its first control */
    var isian = /^(INPUT|SELECT|TEXTAREA)$/.test(tuju.tagName) ? tuju : tuju.querySelector('input, select, textarea');
    (isian || tuju).focus();
    (tuju.closest('.field') || tuju).scrollIntoView();
  });

  /* Cards on a phone are made by CSS display, which costs tables their meaning in Safari: say it again. */
  siapkan(function (d) {
    var peran = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell' };
    semua('table.tabel', d).forEach(function (t) {
      [t].concat(semua('thead, tbody, tr, td, th', t).filter(function (e) { return e !== t; })).forEach(function (e) {
        if (e.hasAttribute('role')) return;
        e.setAttribute('role', e.tagName === 'TH' ? (e.scope === 'row' ? 'rowheader' : 'columnheader') : peran[e.tagName]);
      });
    });
  });

  /* Theme: a cookie, so that the server writes it into the page and nothing flashes. */
  function tandaiTema() {
    var kini = akar.getAttribute('data-tema') || '';
    semua('[data-pilih-tema]').forEach(function (b) {
      b.setAttribute('aria-pressed', String(b.getAttribute('data-pilih-tema') === kini));
    });
  }
  siapkan(tandaiTema);
  dok.addEventListener('click', function (e) {
    var b = e.target.closest('[data-pilih-tema]');
    if (!b) return;
    var pilih = b.getAttribute('data-pilih-tema');
    if (pilih) akar.setAttribute('data-tema', pilih); else akar.removeAttribute('data-tema');
    dok.cookie = 'tema=' + pilih + ';path=/;samesite=lax;max-age=' + (pilih ? 31536000 : 0) + (location.protocol === 'https:' ? ';secure' : '');
    tandaiTema();
  });

  /* Menus close by Escape, by a click elsewhere, and when focus leaves. */
  function tutupLuar(sasaran) {
    semua('details[data-tutup-luar][open]').forEach(function (d) { if (!d.contains(sasaran)) d.open = false; });
  }
  dok.addEventListener('click', function (e) { tutupLuar(e.target); });
  dok.addEventListener('focusin', function (e) { tutupLuar(e.target); });
  dok.addEventListener('keydown', function (e) {
    if (e.key !== 'Escape') return;
    semua('details[data-tutup-luar][open]').forEach(function (d) {
      d.open = false;
      d.querySelector('summary').focus();
    });
  });

  dok.addEventListener('click', function (e) { if (e.target.closest('[data-cetak]')) window.print(); });

  /* Show the password while one types it. */
  dok.addEventListener('click', function (e) {
    var b = e.target.closest('[data-lihat-sandi]');
    if (!b) return;
    var isian = b.parentNode.querySelector('input');
    var lihat = isian.type === 'password';
    isian.type = lihat ? 'text' : 'password';
    b.textContent = lihat ? 'Tutup sandi' : 'Lihat sandi';
    b.setAttribute('aria-pressed', String(lihat));
  });

  /* Letters left, from the field's own maxlength. */
  function hitung(isian) {
    var batas = isian.maxLength;
    var info = dok.getElementById(isian.id + '_sisa');
    if (!info) {
      info = dok.createElement('span');
      info.id = isian.id + '_sisa';
      info.className = 'hitung';
      isian.insertAdjacentElement('afterend', info);
      isian.setAttribute('aria-describedby', ((isian.getAttribute('aria-describedby') || '') + ' ' + info.id).trim());
    }
    var sisa = batas - isian.value.length;
    info.textContent = 'Sisa ' + sisa + ' huruf';
    info.classList.toggle('habis', sisa <= 0);
  }
  siapkan(function (d) { semua('textarea[maxlength]', d).forEach(hitung); });
  dok.addEventListener('input', function (e) { if (e.target.matches('textarea[maxlength]')) hitung(e.target); });

  /* A file that is too large is told before it travels. data-maks-mb comes from the form. */
  dok.addEventListener('change', function (e) {
    var isian = e.target;
    if (!isian.matches('input[type=file][data-maks-mb]')) return;
    var batas = Number(isian.getAttribute('data-maks-mb'));
    var besar = Array.from(isian.files).filter(function (f) { return f.size > batas * 1048576; })[0];
    isian.setCustomValidity('');
    if (!besar) return;
    var mb = (besar.size / 1048576).toFixed(1).replace('.', ',');
    isian.setCustomValidity('Berkas ini ' + mb + ' MB. Pilih berkas paling besar ' + batas + ' MB.');
    isian.reportValidity();
  });

  /* Uploads show that they move: the exact share with htmx, a running bar without. */
  function tampilUnggah(form, persen) {
    var wadah = form && form.querySelector('[data-unggah]');
    if (!wadah) return;
    wadah.hidden = persen === null;
    var bilah = wadah.querySelector('progress');
    if (persen === undefined || persen === null) bilah.removeAttribute('value'); else bilah.value = persen;
  }
  dok.addEventListener('htmx:xhr:progress', function (e) {
    if (e.detail.lengthComputable) tampilUnggah(e.target.closest('form'), 100 * e.detail.loaded / e.detail.total);
  });
  dok.addEventListener('htmx:afterRequest', function (e) { tampilUnggah(e.target.closest('form'), null); });

  /* A second press of the same button sends nothing twice; back-forward frees the form again. */
  dok.addEventListener('submit', function (e) {
    var form = e.target;
    if (form.method !== 'post' || e.defaultPrevented || form.hasAttribute('hx-post')) return;
    if (form.hasAttribute('data-terkirim')) { e.preventDefault(); return; }
    form.setAttribute('data-terkirim', '');
    setTimeout(function () { form.removeAttribute('data-terkirim'); }, 8000);
    var berkas = form.querySelector('input[type=file]');
    if (berkas && berkas.files.length) tampilUnggah(form);
  });
  window.addEventListener('pageshow', function () {
    semua('[data-terkirim]').forEach(function (f) { f.removeAttribute('data-terkirim'); });
  });
  dok.addEventListener('click', function (e) {
    if (e.target.closest('[aria-disabled=true]')) e.preventDefault();
  });

  /* htmx: the token on every request, and a sentence for every way it can fail. */
  dok.addEventListener('htmx:configRequest', function (e) {
    var meta = dok.querySelector('meta[name=csrf]');
    if (meta) e.detail.headers['X-CSRFToken'] = meta.content;
  });
  dok.addEventListener('htmx:beforeSwap', function (e) {
    var xhr = e.detail.xhr;
    if (keHalamanMasuk(xhr.responseURL)) {
      e.detail.shouldSwap = false;
      sesiBerakhir();
    } else if (xhr.status >= 400 && /<html/i.test(xhr.responseText)) {
      /* a whole error page is not a fragment: keep the page as it is and say what happened */
      e.detail.shouldSwap = false;
      kabar(kalimatGalat(xhr.status), 'merah');
    }
  });
  function kalimatGalat(status) {
    if (status === 403) return 'Tindakan ini tidak dibuka untuk Anda. Muat ulang halaman ini.';
    if (status === 404) return 'Data ini sudah tidak ada. Muat ulang halaman ini.';
    if (status === 409) return 'Data ini baru saja diubah orang lain. Muat ulang halaman ini.';
    if (status === 413) return 'Berkas terlalu besar. Pilih berkas yang lebih kecil.';
    if (status === 429) return 'Terlalu banyak permintaan. Tunggu satu menit, lalu coba lagi.';
    return 'Sistem sedang bermasalah. Belum ada yang tersimpan. Coba lagi sebentar.';
  }
  dok.addEventListener('htmx:responseError', function (e) { kabar(kalimatGalat(e.detail.xhr.status), 'merah'); });
  dok.addEventListener('htmx:sendError', function () { kabar('Sambungan terputus. Belum ada yang tersimpan. Coba lagi saat tersambung.', 'merah'); });
  dok.addEventListener('htmx:timeout', function () { kabar('Jawaban terlalu lama. Coba lagi sebentar.', 'merah'); });
  dok.addEventListener('htmx:load', function (e) {
    if (e.target !== dok.body) penyiap.forEach(function (fn) { fn(e.target); });
  });

  if (dok.readyState === 'loading') {
    dok.addEventListener('DOMContentLoaded', function () { penyiap.forEach(function (fn) { fn(dok); }); });
  }
})();
