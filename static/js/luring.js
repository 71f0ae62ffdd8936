/* The page's part of working without a network: registers the worker, shows what waits, sends it, makes photos
   small, and wipes the device at sign-out. Loaded before simpan.js: what is queued must not be offered as a draft.
   Floor: Chrome 80, Safari 13. */
(function () {
  'use strict';
  var k = window.kinerja;
  var L = window.luring;
  var skrip = document.currentScript;
  var akun = document.body.getAttribute('data-pengguna');
  /* No network: ask often at first, for it may be back for two seconds only; asking costs the server nothing.
     A server that answers with trouble is left in peace for longer each time. */
  var CEPAT = 60, JEDA_CEPAT = 900, JEDA_LAMA = 20000, JEDA_SERVER = [2000, 5000, 10000, 20000, 40000, 60000];
  var LABEL = { menunggu: ['Menunggu', 'abu'], mengirim: ['Mengirim', 'biru'], perbaiki: ['Perlu diperbaiki', 'merah'], batal: ['Menunggu dihapus', 'abu'] };
  var sedang = null, gagal = 0, server = 0, jadwal = null, terkirim = 0, tahan = '';
  if (!L || !L.ada) return;

  /* --- small builders; text only --- */
  function el(nama, kelas, teks) {
    var e = document.createElement(nama);
    if (kelas) e.className = kelas;
    if (teks) e.textContent = teks;
    return e;
  }
  function tombol(teks, kelas, saat) {
    var b = el('button', 'tombol ' + kelas, teks);
    b.type = 'button';
    b.addEventListener('click', saat);
    return b;
  }
  function tautan(teks, alamat) {
    var a = el('a', '', teks);
    a.href = alamat;
    return a;
  }
  function tanggal(iso) {
    var d = new Date(iso + 'T00:00:00');
    return isNaN(d) ? iso : d.toLocaleDateString('id-ID', { day: 'numeric', month: 'long', year: 'numeric' });
  }

  /* --- sending: on opening, when the network returns, again and again with growing pauses --- */
  function dorong(segera) {
    if (!akun) return;
    if (segera) gagal = server = 0;
    clearTimeout(jadwal);
    jadwal = setTimeout(function () {
      L.kirim(akun).then(setelah, function () { setelah({ status: 'putus' }); });
    }, segera ? 0 : jeda() * (0.8 + Math.random() * 0.4));
  }
  function jeda() {
    if (server) return JEDA_SERVER[Math.min(server, JEDA_SERVER.length) - 1];
    return gagal <= CEPAT && document.visibilityState === 'visible' ? JEDA_CEPAT : JEDA_LAMA;
  }
  function setelah(h) {
    sedang = null;
    server = h.status === 'putus' && h.dijawab ? server + 1 : 0;
    tahan = h.status === 'masuk' || h.status === 'tahan' ? h.status : '';
    if (h.status === 'putus') { gagal += 1; dorong(); latar(); }
    else if (h.status === 'sibuk') dorong();
    else gagal = 0;
    if (h.status === 'tahan' && h.pesan) k.kabar(h.pesan, 'kuning');
    tampil();
  }
  /* The system may wake the worker when the network is back, also after the last tab was closed. */
  function latar() {
    if (!navigator.serviceWorker) return;
    navigator.serviceWorker.ready.then(function (r) { if (r.sync) r.sync.register(L.KUNCI).catch(function () { /* refused by the user */ }); });
  }
  L.dengar = function (isi) {
    if (isi.jenis === 'sedang') sedang = isi.id;
    if (isi.jenis === 'terkirim') { terkirim += 1; gagal = 0; sedang = null; }
    if (isi.jenis === 'antrean') dorong(true);
    tampil();
  };
  if (window.BroadcastChannel) {
    new BroadcastChannel(L.KUNCI).onmessage = function (e) {
      /* another tab or the worker does the sending; only show it */
      if (e.data.jenis === 'sedang') sedang = e.data.id;
      if (e.data.jenis === 'terkirim' || e.data.jenis === 'ronde') sedang = null;
      tampil();
    };
  } else setInterval(tampil, 4000);
  window.addEventListener('online', function () { dorong(true); });
  document.addEventListener('visibilitychange', function () { if (document.visibilityState === 'visible') dorong(true); });

  /* --- what waits, with its state --- */
  function baris(c) {
    var li = el('li');
    li.setAttribute('data-antre', c.id);
    li.appendChild(el('p', 'utuh', c.isi.uraian || '(tanpa uraian)'));
    var rinci = [tanggal(c.isi.tanggal || '')];
    if (c.isi.jumlah) rinci.push(c.isi.jumlah + ' ' + (c.isi.satuan || ''));
    if (c.foto.length) rinci.push(c.foto.length + ' foto');
    li.appendChild(el('p', 'kecil senyap', rinci.join(' · ')));
    var keadaan = c.id === sedang && c.keadaan !== 'perbaiki' ? 'mengirim' : c.keadaan;
    li.appendChild(el('span', 'badge badge-' + LABEL[keadaan][1], LABEL[keadaan][0]));
    if (c.pesan) {
      var alasan = Object.keys(c.rincian || {}).map(function (b) { return [].concat(c.rincian[b]).join(' '); }).join(' ');
      li.appendChild(el('p', '', alasan || c.pesan));
    }
    var aksi = el('div', 'aksi-rapat');
    if (c.keadaan !== 'batal' && !c.isi.dari) {
      aksi.appendChild(tautan('Ubah', skrip.getAttribute('data-luring') + '#ubah-' + c.id));
    }
    if (c.keadaan === 'perbaiki') aksi.appendChild(tombol('Kirim lagi', 'tombol-tautan', function () { L.ulangi(akun, c.id); }));
    if (c.keadaan !== 'batal' || c.pesan) {
      aksi.appendChild(tombol('Hapus', 'tombol-tautan', function () {
        if (window.confirm('Hapus catatan ini dari antrean? Tulisan dan fotonya tidak dapat dikembalikan.')) L.hapus(akun, c.id);
      }));
    }
    li.appendChild(aksi);
    return li;
  }
  function wadah() {
    var ada = document.getElementById('antrean');
    if (ada) return ada;
    var utama = document.getElementById('isi');
    ada = el('section');
    ada.id = 'antrean';
    ada.setAttribute('aria-live', 'polite');
    var judul = utama.querySelector('.judul, h1');
    if (judul) judul.insertAdjacentElement('afterend', ada); else utama.insertBefore(ada, utama.firstChild);
    return ada;
  }
  function diHalaman() {
    var j = location.pathname;
    return j === '/' || j === skrip.getAttribute('data-catatan') || Boolean(document.getElementById('formulir-luring'));
  }
  function kalimat(semuaDitolak) {
    if (tahan === 'masuk') return 'Tersimpan di perangkat ini. Masuk lagi untuk mengirimnya.';
    if (semuaDitolak) return 'Tulisan dan fotonya masih ada di perangkat ini. Perbaiki, lalu simpan lagi.';
    if (navigator.onLine === false) return 'Tersimpan di perangkat ini. Terkirim sendiri saat ada jaringan.';
    return 'Tersimpan di perangkat ini dan sedang dikirim.';
  }
  function tampil() {
    if (!akun || !diHalaman()) return Promise.resolve();
    return L.daftar(akun).then(function (semua) {
      if (!semua.length && !terkirim && !document.getElementById('antrean')) return;
      var w = wadah();
      w.textContent = '';
      w.hidden = !semua.length && !terkirim;
      var ringkas = document.getElementById('luring-jumlah');
      if (ringkas) { ringkas.hidden = !semua.length; ringkas.querySelector('a').textContent = 'Belum terkirim (' + semua.length + ')'; }
      if (terkirim) {
        var sampai = el('div', 'alert alert-hijau'), isi = el('div');
        isi.appendChild(el('p', '', terkirim + ' catatan dari perangkat ini sudah terkirim.'));
        isi.appendChild(tautan('Lihat catatan', skrip.getAttribute('data-catatan')));
        sampai.appendChild(isi);
        w.appendChild(sampai);
      }
      if (!semua.length) return;
      w.appendChild(el('h2', '', 'Belum terkirim (' + semua.length + ')'));
      var perlu = semua.filter(function (c) { return c.keadaan === 'perbaiki'; }).length;
      var p = el('p', 'senyap', kalimat(perlu === semua.length));
      if (tahan === 'masuk') {
        p.appendChild(document.createTextNode(' '));
        p.appendChild(tautan('Masuk lagi', k.urlMasuk()));
      }
      w.appendChild(p);
      if (location.pathname === '/') {
        if (perlu) w.appendChild(el('p', '', perlu + ' di antaranya perlu diperbaiki.'));
        w.appendChild(tautan('Buka antrean', skrip.getAttribute('data-catatan')));
        return;
      }
      var ul = el('ul', 'daftar');
      semua.forEach(function (c) { ul.appendChild(baris(c)); });
      w.appendChild(ul);
      if (tahan !== 'masuk' && perlu < semua.length) w.appendChild(tombol('Kirim sekarang', 'tombol-sekunder', function () { dorong(true); }));
    }).catch(function () { /* storage refused: nothing is kept, so nothing waits */ });
  }

  /* --- photos --- */
  var mengecil = 0;
  function foto() {
    if (!foto.siap) {
      foto.siap = new Promise(function (ya, tidak) {
        var s = document.createElement('script');
        s.src = skrip.getAttribute('data-foto');
        s.onload = function () { ya(); };
        s.onerror = tidak;
        document.head.appendChild(s);
      });
    }
    return foto.siap.then(function () { return akun ? L.bahan(akun).catch(function () { return null; }) : null; }).then(function (b) {
      return function (berkas) { return window.kinerjaFoto(berkas, b && b.foto); };
    });
  }
  L.foto = function (daftar) {
    return foto().then(function (kecil) { return Promise.all(daftar.map(kecil)); }).catch(function () { return daftar; });
  };
  /* Before anybody else looks at the chosen files: they hear of the small ones. */
  document.addEventListener('change', function (e) {
    var isian = e.target;
    if (e.detail === 'kecil' || !isian.matches || !isian.matches('input[type=file]') || !window.DataTransfer) return;
    var semua = Array.from(isian.files);
    if (!semua.some(function (f) { return /^image\//.test(f.type); })) return;
    e.stopImmediatePropagation();
    mengecil += 1;
    L.foto(semua).then(function (kecil) {
      try {
        var wadah = new DataTransfer();
        kecil.forEach(function (f) { wadah.items.add(f); });
        isian.files = wadah.files;
      } catch (x) { /* old browser: the originals stay chosen */ }
      mengecil -= 1;
      isian.dispatchEvent(new CustomEvent('change', { bubbles: true, detail: 'kecil' }));
    });
  }, true);
  L.tunggu = function (lalu) { if (mengecil) setTimeout(function () { L.tunggu(lalu); }, 100); else lalu(); };

  /* --- the log's own form: should its sending fail, the worker queues it; for this account and no other --- */
  document.addEventListener('submit', function (e) {
    var form = e.target;
    if (!akun || skrip.getAttribute('data-kirim').split(' ').indexOf(new URL(form.action, location.href).pathname) < 0) return;
    if (mengecil) {
      e.preventDefault();
      e.stopImmediatePropagation();
      L.tunggu(function () { var tombol = e.submitter || form.querySelector('button:not([type=button])'); if (tombol) tombol.click(); else form.submit(); });
      return;
    }
    if (!form.elements.akun_luring) {
      var h = el('input');
      h.type = 'hidden'; h.name = 'akun_luring'; h.value = akun;
      form.appendChild(h);
    }
    try { sessionStorage.setItem('kinerja:antre', 'kinerja:draf:' + akun + ':' + form.getAttribute('data-jaga')); } catch (x) { /* storage refused */ }
  }, true);
  if (/[?&]antre=1/.test(location.search)) {
    try {
      k.simpanan(sessionStorage.getItem('kinerja:antre') || 'kinerja:antre', null);
      sessionStorage.removeItem('kinerja:antre');
      sessionStorage.removeItem('kinerja:terkirim');
    } catch (x) { /* storage refused */ }
    history.replaceState(null, '', location.pathname + location.hash);
    k.kabar('Jaringan terputus. Catatan tersimpan di perangkat ini dan menunggu dikirim.', 'kuning');
  }

  /* --- leaving the device --- */
  function hapusSemua() {
    var kerja = [L.bersihkan(akun), L.bersihkan('perangkat'), L.bersihkan('unggahan')];
    if (window.caches) kerja.push(caches.keys().then(function (n) { return Promise.all(n.filter(function (x) { return x.indexOf('kinerja-') === 0; }).map(function (x) { return caches.delete(x); })); }));
    if (navigator.serviceWorker) kerja.push(navigator.serviceWorker.getRegistrations().then(function (r) { return Promise.all(r.map(function (x) { return x.unregister(); })); }));
    try {
      Object.keys(localStorage).filter(function (n) { return n.indexOf('kinerja:draf:' + akun + ':') === 0; }).forEach(function (n) { localStorage.removeItem(n); });
      sessionStorage.clear();
    } catch (x) { /* storage refused */ }
    /* a storage that hangs must not keep anybody signed in */
    return Promise.race([Promise.all(kerja).catch(function () { return null; }), new Promise(function (ya) { setTimeout(ya, 3000); })]);
  }
  function tanyaKeluar(form, n) {
    var lama = form.parentNode.querySelector('[data-tanya-keluar]');
    if (lama) lama.remove();
    var kotak = el('div', 'alert alert-kuning');
    kotak.setAttribute('data-tanya-keluar', '');
    kotak.setAttribute('role', 'alert');
    var isi = el('div');
    isi.appendChild(el('p', '', n + ' catatan belum terkirim. Keluar akan menghapusnya dari perangkat ini.'));
    var aksi = el('div', 'aksi');
    aksi.appendChild(tombol('Keluar dan hapus dari perangkat ini', 'tombol-bahaya', function () { hapusSemua().then(function () { form.submit(); }); }));
    aksi.appendChild(tombol('Batal', 'tombol-sekunder', function () { kotak.remove(); }));
    isi.appendChild(aksi);
    kotak.appendChild(isi);
    form.insertAdjacentElement('afterend', kotak);
    aksi.firstChild.focus();
  }
  document.addEventListener('submit', function (e) {
    var form = e.target;
    if (!akun || !form.hasAttribute('data-keluar')) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    /* the session ends on the server: without a network, leaving would only look like it */
    if (navigator.onLine === false) { k.kabar('Keluar memerlukan jaringan. Sambungkan dahulu, lalu tekan Keluar lagi.', 'kuning'); return; }
    L.daftar(akun).catch(function () { return []; }).then(function (semua) {
      if (semua.length) tanyaKeluar(form, semua.length); else hapusSemua().then(function () { form.submit(); });
    });
  }, true);

  /* --- whose device this is --- */
  function kenali() {
    return L.meta('akun').then(function (lama) {
      if (lama === akun) return lama;
      /* somebody else signed in here before and never left: his choices go, his unsent entries wait for him */
      var bersih = lama ? L.daftar(lama).then(function (s) { return s.length ? null : L.bersihkan(lama); }) : Promise.resolve();
      return bersih.then(function () { return L.meta('akun', akun); });
    });
  }

  /* --- the worker --- */
  function daftarkan() {
    if (!navigator.serviceWorker) return;
    var dipilih = false;
    navigator.serviceWorker.addEventListener('controllerchange', function () { if (dipilih) location.reload(); });
    function tawarkan(pekerja) {
      k.kabar('Versi baru aplikasi siap. Simpan tulisan Anda, lalu muat ulang.', 'biru');
      var kotak = document.querySelector('#pemberitahuan .alert > div');
      kotak.appendChild(tombol('Muat ulang', 'tombol-sekunder', function () { dipilih = true; pekerja.postMessage('ganti'); }));
    }
    navigator.serviceWorker.register(skrip.getAttribute('data-pekerja'), { scope: '/' }).then(function (r) {
      if (r.waiting && navigator.serviceWorker.controller) tawarkan(r.waiting);
      r.addEventListener('updatefound', function () {
        var baru = r.installing;
        baru.addEventListener('statechange', function () {
          if (baru.state === 'installed' && navigator.serviceWorker.controller) tawarkan(baru);
        });
      });
    }).catch(function () { /* a private window: everything but the opening without a network works */ });
  }
  function segarkan() {
    if (location.pathname !== skrip.getAttribute('data-catatan') || navigator.onLine === false) return;
    L.bahan(akun).then(function (b) { if (!b || Date.now() - b.pada > 120000) return L.ambilBahan(akun, null); }).catch(function () { /* next time */ });
  }
  /* The page itself comes first: nothing of this before it is complete. */
  function mulai() {
    if (!akun) return; /* nobody signed in: this page leaves nothing on the device */
    kenali().then(function () {
      tampil();
      dorong(true);
      daftarkan();
      segarkan();
    }).catch(function () { /* storage refused: the application works as before, only not offline */ });
  }
  L.mulai = function (nomor) { akun = nomor; tampil(); dorong(true); daftarkan(); };
  L.antreHalaman = { el: el, tombol: tombol, tampil: tampil, latar: latar, tanggal: tanggal };
  if (document.readyState === 'complete') mulai(); else window.addEventListener('load', mulai);
})();
