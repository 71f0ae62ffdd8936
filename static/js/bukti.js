/* Evidence: files travel in pieces as soon as they are chosen, and go on where they stopped; a preview opens over the page.
   Without this script the same form sends the files, and the preview is a page. Floor: Chrome 80, Safari 13. */
(function () {
  'use strict';
  if (window.kinerjaBukti) return;
  window.kinerjaBukti = true;
  var dok = document;
  var JEDA = [1000, 2000, 4000, 8000, 15000, 30000];

  function token() {
    var meta = dok.querySelector('meta[name=csrf]');
    return meta ? meta.content : '';
  }
  function minta(metode, url, isi, tajuk) {
    var kepala = Object.assign({ 'X-CSRFToken': token(), Accept: 'application/json' }, tajuk || {});
    return fetch(url, { method: metode, body: isi, headers: kepala, credentials: 'same-origin' }).then(function (j) {
      if (j.redirected || j.status === 401) { kinerja.sesiBerakhir(); throw new Error('sesi'); }
      if (j.status === 204) return null;
      return j.json().then(function (data) {
        if (j.ok) return data;
        var galat = new Error(data.pesan || 'Unggahan gagal.');
        /* a server that stumbles is asked again; a refusal is final */
        galat.tetap = j.status < 500 && j.status !== 429;
        galat.data = data;
        galat.kode = data.kode;
        throw galat;
      }, function () { throw new Error('jawaban'); });
    });
  }
  function sidik(berkas) {
    if (!window.crypto || !crypto.subtle || !berkas.arrayBuffer) return Promise.resolve('');
    return berkas.arrayBuffer().then(function (b) { return crypto.subtle.digest('SHA-256', b); }).then(function (h) {
      return Array.from(new Uint8Array(h)).map(function (n) { return ('0' + n.toString(16)).slice(-2); }).join('');
    }).catch(function () { return ''; });
  }
  function tunggu(ms) {
    return new Promise(function (lanjut) {
      var t = setTimeout(selesai, ms);
      function selesai() { clearTimeout(t); window.removeEventListener('online', selesai); lanjut(); }
      window.addEventListener('online', selesai);
    });
  }

  /* What is not yet through is remembered on the device, so that a reload goes on by itself. */
  function simpanan(mode, kerja) {
    return new Promise(function (lanjut) {
      var pemilik = dok.body.getAttribute('data-pengguna');
      if (!window.indexedDB || !pemilik) return lanjut(null);
      var buka = indexedDB.open('kinerja-unggahan', 1);
      buka.onupgradeneeded = function () { buka.result.createObjectStore('berkas', { keyPath: 'id', autoIncrement: true }); };
      buka.onerror = function () { lanjut(null); };
      buka.onsuccess = function () {
        var hasil = null;
        try {
          var tr = buka.result.transaction('berkas', mode);
          var r = kerja(tr.objectStore('berkas'), pemilik);
          r.onsuccess = function () { hasil = r.result; };
          tr.oncomplete = function () { buka.result.close(); lanjut(hasil); };
          tr.onabort = tr.onerror = function () { buka.result.close(); lanjut(null); };
        } catch (e) { buka.result.close(); lanjut(null); }
      };
    });
  }
  function ingat(form, berkas) {
    var kunci = form.getAttribute('data-jaga') || form.action;
    return simpanan('readwrite', function (t, pemilik) { return t.add({ pemilik: pemilik, form: kunci, berkas: berkas, pada: Date.now() }); });
  }
  function lupakan(id) {
    if (id) simpanan('readwrite', function (t) { return t.delete(id); });
  }

  function Unggahan(wadah, berkas, id) {
    this.wadah = wadah;
    this.form = wadah.closest('form');
    this.berkas = berkas;
    this.id = id || null;
    this.batal = false;
    this.baris();
  }
  Unggahan.prototype.baris = function () {
    var diri = this;
    var li = dok.createElement('li');
    this.teks = dok.createElement('span');
    this.bilah = dok.createElement('progress');
    this.bilah.max = this.berkas.size || 1;
    this.bilah.setAttribute('aria-label', 'Unggahan ' + this.berkas.name);
    this.tutup = dok.createElement('button');
    this.tutup.type = 'button';
    this.tutup.className = 'tombol tombol-tautan';
    this.tutup.textContent = 'Batalkan';
    this.tutup.setAttribute('aria-label', 'Batalkan ' + this.berkas.name);
    this.tutup.addEventListener('click', function () { diri.hentikan(); });
    [this.teks, this.bilah, this.tutup].forEach(function (e) { li.appendChild(e); });
    this.li = li;
    this.wadah.querySelector('[data-daftar-unggahan]').appendChild(li);
    this.kata('menghitung sidik…');
  };
  Unggahan.prototype.kata = function (kata) { this.teks.textContent = this.berkas.name + ' – ' + kata; };
  Unggahan.prototype.umumkan = function (kata) {
    this.kata(kata);
    this.wadah.querySelector('[data-kabar-unggahan]').textContent = this.berkas.name + ': ' + kata;
  };
  Unggahan.prototype.hentikan = function () {
    this.batal = true;
    this.selesai = true;
    lupakan(this.id);
    if (this.alamat && !this.bukti) minta('DELETE', this.alamat).catch(function () {});
    if (this.bukti) this.pasang(this.bukti, true);
    this.li.remove();
    lanjutkan(this.form);
  };
  Unggahan.prototype.mulai = function () {
    var diri = this;
    return sidik(this.berkas).then(function (s) { diri.sha = s; return diri.coba(0); });
  };
  Unggahan.prototype.coba = function (kali) {
    var diri = this;
    return this.jalan().catch(function (galat) {
      if (diri.batal) return null;
      if (galat.kode === 'potongan_tidak_cocok') {
        diri.alamat = diri.alamat && galat.data.uuid ? diri.alamat : null;
        if (kali < 5) return tunggu(300).then(function () { return diri.coba(kali + 1); });
      }
      if (galat.tetap) return diri.tolak(galat.message);
      diri.kata('sambungan terputus, dilanjutkan sendiri');
      return tunggu(JEDA[Math.min(kali, JEDA.length - 1)]).then(function () { return diri.batal ? null : diri.coba(diri.maju ? 0 : kali + 1); });
    });
  };
  Unggahan.prototype.jalan = function () {
    var diri = this;
    this.maju = false;
    var awal = this.alamat ? minta('GET', this.alamat) : minta(
      'POST', this.wadah.getAttribute('data-unggahan'),
      JSON.stringify({ skp: this.wadah.getAttribute('data-skp'), nama: this.berkas.name, ukuran: this.berkas.size, sha256: this.sha }),
      { 'Content-Type': 'application/json' });
    return awal.then(function (u) {
      if (!diri.alamat && u.bukti) diri.sama = true;
      diri.alamat = diri.wadah.getAttribute('data-unggahan') + u.uuid + '/';
      return diri.kirim(u);
    });
  };
  Unggahan.prototype.kirim = function (u) {
    var diri = this;
    if (this.batal) return null;
    this.bilah.value = u.diterima;
    if (u.bukti) return this.datang(u.bukti);
    this.kata(Math.floor(100 * u.diterima / u.ukuran) + '%');
    var potong = this.berkas.slice(u.diterima, u.diterima + u.potongan);
    return minta('PATCH', this.alamat, potong, { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(u.diterima) })
      .then(function (lanjut) { diri.maju = true; return diri.kirim(lanjut); });
  };
  Unggahan.prototype.datang = function (bukti) {
    this.bukti = bukti;
    lupakan(this.id);
    this.id = null;
    this.pasang(bukti, false);
    this.bilah.remove();
    this.tutup.textContent = 'Hapus';
    this.selesai = true;
    lanjutkan(this.form);
    return this.pantau(0);
  };
  Unggahan.prototype.pantau = function (kali) {
    var diri = this;
    if (this.batal) return null;
    if (this.bukti.status === 'ditolak') return this.tolak(this.bukti.alasan_ditolak);
    if (this.bukti.status === 'bersih') {
      return this.umumkan(this.sama ? 'sudah ada di bukti Anda, dipakai tanpa diunggah lagi' : 'siap dipakai');
    }
    this.kata('terkirim, sedang diperiksa');
    var alamat = this.wadah.getAttribute('data-unggahan').replace(/unggahan\/$/, 'bukti/') + this.bukti.uuid + '/';
    return tunggu(kali < 10 ? 1000 : 5000).then(function () { return minta('GET', alamat); }).then(function (b) {
      diri.bukti = b;
      return diri.pantau(kali + 1);
    }, function () { return kali < 60 ? diri.pantau(kali + 1) : null; });
  };
  Unggahan.prototype.tolak = function (kalimat) {
    if (this.bukti) this.pasang(this.bukti, true);
    this.bukti = null;
    this.selesai = true;
    lupakan(this.id);
    this.bilah.remove();
    this.li.className = 'salah';
    this.tutup.textContent = 'Tutup';
    this.umumkan(kalimat);
    var form = this.form;
    form.removeAttribute('data-menunggu');
    form.kinerjaTombol = null;
    return null;
  };
  /* The key of what arrived stands in the form's own hidden field: the form sends it like after a refusal. */
  Unggahan.prototype.pasang = function (bukti, cabut) {
    var siap = this.wadah.querySelector('input[name$=siap]');
    var kunci = siap.value.split(',').filter(function (k) { return k && k !== bukti.uuid; });
    if (!cabut) kunci.push(bukti.uuid);
    siap.value = kunci.join(',');
  };

  function berjalan(form) {
    return (form.kinerjaUnggahan || []).filter(function (u) { return !u.selesai; });
  }
  /* A form that was sent too early goes by itself once its files are through. */
  function lanjutkan(form) {
    if (!form.hasAttribute('data-menunggu') || berjalan(form).length) return;
    var tombol = form.kinerjaTombol || form.querySelector('button:not([type=button])');
    form.removeAttribute('data-menunggu');
    form.kinerjaTombol = null;
    if (tombol) tombol.click();
  }
  /* Without a network the form takes its unfinished files back: it is queued with them, or keeps them for the next try. */
  function kembalikan(form) {
    berjalan(form).forEach(function (u) {
      var isian = u.wadah.querySelector('input[type=file][multiple]');
      var isi = new DataTransfer();
      Array.from(isian.files).concat(u.berkas).forEach(function (f) { isi.items.add(f); });
      isian.files = isi.files;
      u.hentikan();
    });
  }
  function tambah(wadah, berkas, id) {
    var form = wadah.closest('form');
    form.kinerjaUnggahan = form.kinerjaUnggahan || [];
    wadah.open = true;
    var u = new Unggahan(wadah, berkas, id);
    form.kinerjaUnggahan.push(u);
    if (!id) ingat(form, berkas).then(function (k) { if (u.selesai) lupakan(k); else u.id = k; });
    u.mulai();
  }

  dok.addEventListener('change', function (e) {
    var isian = e.target;
    var wadah = isian.closest && isian.closest('[data-bukti][data-skp]');
    if (!wadah || isian.type !== 'file' || !window.fetch || !navigator.onLine || !isian.checkValidity()) return;
    var daftar = Array.from(isian.files);
    isian.value = '';
    daftar.forEach(function (b) { tambah(wadah, b, null); });
  });
  dok.addEventListener('click', function (e) {
    var tombol = e.target.closest('button');
    if (tombol && tombol.form && tombol.type === 'submit') tombol.form.kinerjaTombol = tombol;
  }, true);
  dok.addEventListener('submit', function (e) {
    var form = e.target;
    if (!berjalan(form).length) return;
    if (!navigator.onLine && window.DataTransfer) return kembalikan(form);
    e.preventDefault();
    e.stopPropagation();
    form.setAttribute('data-menunggu', '');
    kinerja.kabar('Menunggu berkas selesai diunggah, lalu catatan tersimpan sendiri.');
  }, true);
  window.addEventListener('beforeunload', function (e) {
    var ada = Array.from(dok.forms).some(function (f) { return f.hasAttribute('data-menunggu'); });
    if (ada) { e.preventDefault(); e.returnValue = ''; }
  });
  kinerja.siapkan(function (bagian) {
    var wadah = kinerja.semua('[data-bukti][data-skp]', bagian);
    if (!wadah.length || bagian !== dok || !window.fetch) return;
    simpanan('readonly', function (t) { return t.getAll(); }).then(function (semua) {
      var pemilik = dok.body.getAttribute('data-pengguna');
      (semua || []).forEach(function (s) {
        if (s.pemilik !== pemilik || Date.now() - s.pada > 86400000) return lupakan(s.id);
        var tuju = wadah.filter(function (w) {
          var form = w.closest('form');
          return (form.getAttribute('data-jaga') || form.action) === s.form;
        })[0];
        if (tuju) tambah(tuju, s.berkas, s.id);
      });
    });
  });

  /* The preview opens over the page where the browser knows dialogs; elsewhere the link leads to its page. */
  var kotak = null;
  var asal = null;
  /* Parsed apart, where no script of it runs, and then taken over. */
  function isikan(wadah, html) {
    wadah.textContent = '';
    Array.from(new DOMParser().parseFromString(html, 'text/html').body.childNodes).forEach(function (n) { wadah.appendChild(dok.importNode(n, true)); });
  }
  function buat() {
    kotak = dok.createElement('dialog');
    kotak.className = 'lihat';
    kotak.setAttribute('aria-labelledby', 'lihat-judul');
    isikan(kotak, '<div class="lihat-kepala"><h2 id="lihat-judul"></h2>' +
      '<button type="button" class="tombol tombol-sekunder" data-geser="-1">Sebelumnya</button>' +
      '<button type="button" class="tombol tombol-sekunder" data-geser="1">Berikutnya</button>' +
      '<button type="button" class="tombol" data-tutup>Tutup</button></div><div class="lihat-isi tumpuk" tabindex="0"></div>');
    kotak.addEventListener('click', function (e) {
      var geser = e.target.closest('[data-geser]');
      if (geser) return pindah(Number(geser.getAttribute('data-geser')));
      if (e.target === kotak || e.target.closest('[data-tutup]')) kotak.close();
    });
    kotak.addEventListener('keydown', function (e) {
      if (e.key === 'ArrowRight') pindah(1);
      if (e.key === 'ArrowLeft') pindah(-1);
    });
    kotak.addEventListener('close', function () {
      kotak.lastChild.textContent = '';
      if (asal && asal.isConnected) asal.focus();
    });
    dok.body.appendChild(kotak);
  }
  function tetangga() { return kinerja.semua('a[data-pratinjau]'); }
  function pindah(arah) {
    var semua = tetangga();
    var lain = semua[semua.indexOf(asal) + arah];
    if (lain) buka(lain);
  }
  function buka(a) {
    asal = a;
    if (!kotak) buat();
    var isi = kotak.lastChild;
    var semua = tetangga();
    dok.getElementById('lihat-judul').textContent = a.textContent.trim();
    kinerja.semua('[data-geser]', kotak).forEach(function (b) {
      b.disabled = !semua[semua.indexOf(a) + Number(b.getAttribute('data-geser'))];
      b.hidden = semua.length < 2;
    });
    isi.textContent = 'Memuat…';
    if (!kotak.open) kotak.showModal();
    isi.focus();
    fetch(a.href, { headers: { 'X-Potongan': '1' }, credentials: 'same-origin' }).then(function (j) {
      if (!j.ok || j.redirected) throw new Error('gagal');
      return j.text();
    }).then(function (html) {
      if (asal !== a) return;
      isikan(isi, html);
      isi.scrollTop = 0;
      if (window.htmx) htmx.process(isi);
    }).catch(function () { location.href = a.href; });
  }
  dok.addEventListener('click', function (e) {
    var a = e.target.closest('a[data-pratinjau]');
    if (!a || !window.HTMLDialogElement || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    buka(a);
  });
})();
