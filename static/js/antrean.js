/* The log without a network: entries wait on the device, per account, and are sent in order and once.
   Runs in pages and in the service worker; luring.js is the page's part.
   Floor: Chrome 80, Safari 13. Without IndexedDB nothing here happens and every page works as before. */
(function () {
  'use strict';
  var API = '/api/v1/kinerja/';
  var KUNCI = 'kinerja-antrean';
  var TEMPO = 45000;
  var TETAP = { 400: 1, 403: 1, 404: 1, 409: 1, 413: 1, 415: 1, 422: 1 };
  var MAKS_RUSAK = 5;
  var terbuka = {};

  /* --- what is kept: one database per account, one small one that says whose device this is --- */
  function janji(minta) {
    return new Promise(function (ya, tidak) {
      minta.onsuccess = function () { ya(minta.result); };
      minta.onerror = function () { tidak(minta.error); };
    });
  }
  function buka(nama, siapkan) {
    if (terbuka[nama]) return terbuka[nama];
    terbuka[nama] = new Promise(function (ya, tidak) {
      var minta = indexedDB.open(nama, 1);
      minta.onupgradeneeded = function () { siapkan(minta.result); };
      minta.onsuccess = function () {
        var db = minta.result;
        /* another tab signs out: let go, or the wiping would wait */
        db.onversionchange = function () { db.close(); delete terbuka[nama]; };
        db.onclose = function () { delete terbuka[nama]; };
        ya(db);
      };
      minta.onerror = function () { delete terbuka[nama]; tidak(minta.error); };
    });
    return terbuka[nama];
  }
  function gudang(akun) {
    return buka('kinerja-' + akun, function (db) {
      db.createObjectStore('antrean', { keyPath: 'id', autoIncrement: true });
      db.createObjectStore('foto', { keyPath: 'id', autoIncrement: true }).createIndex('catatan', 'catatan');
      db.createObjectStore('bahan');
    });
  }
  function perangkat() { return buka('kinerja-perangkat', function (db) { db.createObjectStore('meta'); }); }
  /* Done means on disk: a phone that dies now still has the entry. */
  function ubah(db, toko, kerja) {
    return new Promise(function (ya, tidak) {
      var t = db.transaction(toko, 'readwrite', { durability: 'strict' });
      var hasil = kerja(t);
      t.oncomplete = function () { ya(hasil && hasil.result !== undefined ? hasil.result : undefined); };
      t.onerror = t.onabort = function () { tidak(t.error || new Error('transaksi batal')); };
    });
  }
  function baca(db, toko, cara, kunci) {
    var isi = db.transaction(toko).objectStore(toko);
    return janji(kunci === undefined ? isi[cara]() : isi[cara](kunci));
  }
  function meta(nama, nilai) {
    return perangkat().then(function (db) {
      if (nilai === undefined) return baca(db, 'meta', 'get', nama);
      return ubah(db, 'meta', function (t) { t.objectStore('meta')[nilai === null ? 'delete' : 'put'].apply(t.objectStore('meta'), nilai === null ? [nama] : [nilai, nama]); });
    });
  }
  function uuid() {
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = b[6] & 15 | 64; b[8] = b[8] & 63 | 128;
    return Array.from(b, function (x) { return ('0' + x.toString(16)).slice(-2); }).join('').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /* --- the queue --- */
  function kabari(isi) {
    if (self.BroadcastChannel) { var c = new BroadcastChannel(KUNCI); c.postMessage(isi); c.close(); }
    if (self.luring.dengar) self.luring.dengar(isi);
  }
  function tambahFoto(t, id, foto) {
    foto.forEach(function (f) { t.objectStore('foto').add({ catatan: id, kunci: uuid(), nama: f.name || 'foto.jpg', isi: f }); });
  }
  /* asal: what a page already tried to send under this key; nobody knows whether it arrived. */
  function antre(akun, isi, foto, asal) {
    return gudang(akun).then(function (db) {
      return ubah(db, ['antrean', 'foto'], function (t) {
        var minta = t.objectStore('antrean').add({ kunci: asal || uuid(), isi: isi, keadaan: 'menunggu', dicoba: Boolean(asal), menggantikan: [], dibuat: Date.now() });
        minta.onsuccess = function () { tambahFoto(t, minta.result, foto); };
        return minta;
      });
    }).then(function (id) { kabari({ jenis: 'antrean' }); return id; });
  }
  function daftar(akun) {
    return gudang(akun).then(function (db) {
      return Promise.all([baca(db, 'antrean', 'getAll'), baca(db, 'foto', 'getAll')]).then(function (h) {
        return h[0].map(function (c) {
          c.foto = h[1].filter(function (f) { return f.catatan === c.id; });
          return c;
        });
      });
    });
  }
  /* Changes an entry only while it is still the one that was read: somebody may have reworded it meanwhile. */
  function bilaSama(akun, c, kerja) {
    return gudang(akun).then(function (db) {
      return ubah(db, ['antrean', 'foto'], function (t) {
        var toko = t.objectStore('antrean');
        var minta = toko.get(c.id);
        minta.onsuccess = function () {
          if (!minta.result || c.kunci && minta.result.kunci !== c.kunci) return;
          var baru = kerja(minta.result, t);
          if (baru) toko.put(baru);
        };
      });
    });
  }
  function buang(c, t) {
    t.objectStore('antrean').delete(c.id);
    t.objectStore('foto').index('catatan').openKeyCursor(IDBKeyRange.only(c.id)).onsuccess = function (e) {
      var k = e.target.result;
      if (k) { t.objectStore('foto').delete(k.primaryKey); k.continue(); }
    };
  }
  /* A wording that may have arrived is named to the server, so that the next one changes it instead of joining it. */
  function gantiKunci(c) {
    if (c.dicoba) c.menggantikan = c.menggantikan.concat({ klien_id: c.kunci, isi: c.isi }).slice(-20);
    c.kunci = uuid();
    c.dicoba = false;
    c.rusak = 0;
    c.pesan = ''; c.rincian = {};
    return c;
  }
  function perbarui(akun, id, isi, fotoBaru, fotoHapus) {
    return bilaSama(akun, { id: id }, function (c, t) {
      gantiKunci(c);
      c.isi = isi;
      c.keadaan = 'menunggu';
      fotoHapus.forEach(function (f) { t.objectStore('foto').delete(f); });
      tambahFoto(t, id, fotoBaru);
      return c;
    }).then(function () { kabari({ jenis: 'antrean' }); });
  }
  function hapus(akun, id) {
    return bilaSama(akun, { id: id }, function (c, t) {
      if (!c.dicoba && !c.menggantikan.length) { buang(c, t); return null; }
      if (c.keadaan === 'batal' && c.pesan) { buang(c, t); return null; }
      gantiKunci(c);
      c.keadaan = 'batal';
      return c;
    }).then(function () { kabari({ jenis: 'antrean' }); });
  }
  function ulangi(akun, id) {
    return bilaSama(akun, { id: id }, function (c, t) {
      /* refused is settled: only a new key is looked at again; what a broken server did is not, its key stays */
      if (!c.dicoba) gantiKunci(c);
      c.keadaan = 'menunggu';
      c.rusak = 0; c.pesan = ''; c.rincian = {};
      t.objectStore('foto').index('catatan').openCursor(IDBKeyRange.only(id)).onsuccess = function (e) {
        var k = e.target.result;
        if (!k) return;
        if (!c.dicoba) k.update(Object.assign(k.value, { kunci: uuid(), uuid: null }));
        k.continue();
      };
      return c;
    }).then(function () { kabari({ jenis: 'antrean' }); });
  }

  /* --- sending --- */
  function Henti(status, pesan, dijawab) { this.status = status; this.pesan = pesan || ''; this.dijawab = Boolean(dijawab); }
  function minta(jalur, sesi, opsi) {
    var kendali = self.AbortController ? new AbortController() : null;
    var jam = setTimeout(function () { if (kendali) kendali.abort(); }, TEMPO);
    var tajuk = { Accept: 'application/json' };
    if (sesi) { tajuk['X-CSRFToken'] = sesi.csrf; tajuk['X-Kinerja-Akun'] = String(sesi.akun); }
    Object.assign(tajuk, opsi && opsi.tajuk);
    return fetch(API + jalur, { method: opsi ? 'POST' : 'GET', body: opsi && opsi.badan, headers: tajuk, credentials: 'same-origin', cache: 'no-store', signal: kendali ? kendali.signal : undefined }).then(function (j) {
      return j.json().then(function (isi) { clearTimeout(jam); return { status: j.status, isi: isi }; });
    }).catch(function () {
      /* no network, no answer in time, or a page of somebody else's (a hotel's sign-in): nothing is known */
      clearTimeout(jam);
      throw new Henti('putus');
    });
  }
  function tanyaSesi(akun) {
    return minta('luring/sesi/').then(function (j) {
      if (j.status === 200 && j.isi.akun && j.isi.csrf) {
        if (String(j.isi.akun) !== String(akun)) throw new Henti('masuk');
        return j.isi;
      }
      if (j.status === 401 || j.isi.kode === 'belum_masuk') throw new Henti('masuk');
      throw new Henti(j.status < 500 && j.status !== 429 ? 'tahan' : 'putus', j.isi.pesan, true);
    });
  }
  /* One sending under one key. Hands back what settles it; everything else stops the round and is tried again. */
  function sekali(jalur, sesi, kunci, badan, ulang) {
    var opsi = { badan: badan, tajuk: { 'Idempotency-Key': kunci } };
    if (typeof badan === 'string') opsi.tajuk['Content-Type'] = 'application/json';
    return minta(jalur, sesi, opsi).then(function (j) {
      if (j.status >= 200 && j.status < 300 && j.isi.uuid !== undefined) return j;
      if (j.status === 401 || j.isi.kode === 'belum_masuk' || j.isi.kode === 'akun_lain') throw new Henti('masuk');
      if (j.isi.kode === 'csrf') {
        if (ulang) throw new Henti('putus', '', true);
        return tanyaSesi(sesi.akun).then(function (baru) {
          sesi.csrf = baru.csrf;
          return sekali(jalur, sesi, kunci, badan, true);
        });
      }
      if (TETAP[j.status] && j.isi.kode) return j;
      throw new Henti(j.status === 500 ? 'rusak' : 'putus', '', true);
    });
  }
  function tolak(akun, c, isi, tetapDicoba) {
    return bilaSama(akun, c, function (kini) {
      if (kini.keadaan !== 'batal') kini.keadaan = 'perbaiki';
      kini.dicoba = Boolean(tetapDicoba);
      kini.pesan = isi.pesan || 'Server menolak catatan ini.';
      kini.rincian = isi.rincian || {};
      return kini;
    });
  }
  function kirimFoto(akun, sesi, c, skp) {
    return c.foto.reduce(function (sebelum, f) {
      return sebelum.then(function (lanjut) {
        if (!lanjut || f.uuid && f.skp === skp) return lanjut;
        var badan = new FormData();
        badan.append('skp', skp);
        badan.append('berkas', f.isi, f.nama);
        /* the same picture under another SKP is another sending */
        var kunci = f.skp && f.skp !== skp ? uuid() : f.kunci;
        return sekali('bukti/', sesi, kunci, badan).then(function (j) {
          if (j.status >= 300) {
            return tolak(akun, c, { pesan: f.nama + ': ' + j.isi.pesan, rincian: { foto: [j.isi.pesan] } }).then(function () { return false; });
          }
          f.uuid = j.isi.uuid; f.skp = skp; f.kunci = kunci;
          return gudang(akun).then(function (db) {
            return ubah(db, ['foto'], function (t) {
              var toko = t.objectStore('foto');
              var ada = toko.get(f.id);
              ada.onsuccess = function () { if (ada.result) toko.put(f); };
            });
          }).then(function () { return true; });
        });
      });
    }, Promise.resolve(true));
  }
  function kirimIsi(akun, sesi, c) {
    var ulangHari = Boolean(c.isi.dari);
    var siap = (c.isi.siap ? c.isi.siap.split(',') : []).concat(c.foto.map(function (f) { return f.uuid; }));
    var isi = Object.assign({}, c.isi, { siap: siap.join(',') });
    return bilaSama(akun, c, function (kini) { kini.dicoba = true; return kini; }).then(function () {
      return sekali(ulangHari ? 'luring/ulang-hari/' : 'luring/catatan/', sesi, c.kunci, JSON.stringify({ klien_id: c.kunci, isi: isi, menggantikan: c.menggantikan }));
    });
  }
  function kirimSatu(akun, sesi, c, skpDari) {
    kabari({ jenis: 'sedang', id: c.id });
    var kerja;
    if (c.keadaan === 'batal') {
      kerja = sekali('luring/batal/', sesi, c.kunci, JSON.stringify({ menggantikan: c.menggantikan }));
    } else if (c.foto.length && !skpDari[c.isi.rhk]) {
      return tolak(akun, c, { pesan: 'Hasil kerja ini tidak ada lagi di SKP Anda. Pilih yang lain.', rincian: { rhk: ['Pilih hasil kerja.'] } });
    } else {
      kerja = kirimFoto(akun, sesi, c, skpDari[c.isi.rhk]).then(function (lanjut) { return lanjut ? kirimIsi(akun, sesi, c) : null; });
    }
    return kerja.then(function (j) {
      if (!j) return null;
      if (j.status >= 300) return tolak(akun, c, j.isi);
      return bilaSama(akun, c, function (kini, t) { buang(kini, t); }).then(function () { kabari({ jenis: 'terkirim', catatan: j.isi }); });
    }, function (henti) {
      if (henti.status !== 'rusak') throw henti;
      /* the server is up and breaks on this one: after a few tries the others go on without it */
      return bilaSama(akun, c, function (kini) { kini.rusak = (kini.rusak || 0) + 1; c.rusak = kini.rusak; return kini; }).then(function () {
        if (c.rusak < MAKS_RUSAK) throw new Henti('putus', '', true);
        return tolak(akun, c, { pesan: 'Server bermasalah saat menyimpan catatan ini. Kirim lagi nanti.' }, true);
      });
    });
  }
  function ambilBahan(akun, sesi) {
    return minta('luring/bahan/', sesi).then(function (j) {
      if (j.status !== 200 || String(j.isi.akun) !== String(akun)) throw new Henti('masuk');
      var bahan = j.isi;
      /* the token lives as long as the session; what is kept is only what one chooses from */
      delete bahan.csrf;
      bahan.selisih = Date.parse(bahan.kini) - Date.now();
      bahan.pada = Date.now();
      return gudang(akun).then(function (db) { return ubah(db, ['bahan'], function (t) { t.objectStore('bahan').put(bahan, 'bahan'); }); }).then(function () { return bahan; });
    });
  }
  function bahan(akun) { return gudang(akun).then(function (db) { return baca(db, 'bahan', 'get', 'bahan'); }); }

  function ronde(akun) {
    var sesi, skpDari = {}, lewat = {};
    function berikut() {
      return daftar(akun).then(function (semua) {
        var c = semua.filter(function (x) { return (x.keadaan === 'menunggu' || x.keadaan === 'batal' && !x.pesan) && !lewat[x.kunci]; })[0];
        if (!c) return null;
        lewat[c.kunci] = true;
        return kirimSatu(akun, sesi, c, skpDari).then(berikut);
      });
    }
    return daftar(akun).then(function (semua) {
      if (!semua.some(function (x) { return x.keadaan === 'menunggu' || x.keadaan === 'batal' && !x.pesan; })) throw new Henti('kosong');
      return tanyaSesi(akun);
    }).then(function (s) {
      sesi = s;
      return bahan(akun).then(function (b) { return b || ambilBahan(akun, sesi); });
    }).then(function (b) {
      b.rhk.forEach(function (r) { skpDari[r.uuid] = r.skp; });
      return berikut();
    }).then(function () { return { status: 'selesai' }; }, function (g) {
      if (g instanceof Henti) return { status: g.status, pesan: g.pesan, dijawab: g.dijawab };
      throw g;
    });
  }
  /* One sender at a time, over all tabs and the worker. Where there are no locks: a lease in the database. */
  function sendiri(kerja) {
    if (navigator.locks) {
      return navigator.locks.request(KUNCI, { ifAvailable: true }, function (k) { return k ? kerja() : { status: 'sibuk' }; });
    }
    var saya = uuid();
    function sewa() {
      return perangkat().then(function (db) {
        var dapat = false;
        return ubah(db, ['meta'], function (t) {
          var toko = t.objectStore('meta');
          var ada = toko.get('sewa');
          ada.onsuccess = function () {
            dapat = !ada.result || ada.result.oleh === saya || ada.result.sampai < Date.now();
            if (dapat) toko.put({ oleh: saya, sampai: Date.now() + TEMPO * 2 }, 'sewa');
          };
        }).then(function () { return dapat; });
      });
    }
    return sewa().then(function (dapat) {
      if (!dapat) return { status: 'sibuk' };
      var perpanjang = setInterval(sewa, TEMPO / 2);
      function lepas() { clearInterval(perpanjang); return meta('sewa', null); }
      return kerja().then(function (h) { return lepas().then(function () { return h; }); }, function (g) { return lepas().then(function () { throw g; }); });
    });
  }
  function kirim(akun) {
    return sendiri(function () { return ronde(akun); }).then(function (h) { kabari({ jenis: 'ronde', status: h.status, pesan: h.pesan }); return h; });
  }
  /* Everything of one account leaves the device. */
  function bersihkan(akun) {
    var nama = 'kinerja-' + akun;
    return (terbuka[nama] || Promise.resolve(null)).then(function (db) {
      if (db) db.close();
      delete terbuka[nama];
      return new Promise(function (ya) {
        var m = indexedDB.deleteDatabase(nama);
        m.onsuccess = m.onerror = function () { ya(); };
      });
    });
  }

  self.luring = { KUNCI: KUNCI, antre: antre, daftar: daftar, perbarui: perbarui, hapus: hapus, ulangi: ulangi, kirim: kirim, ambilBahan: ambilBahan, bahan: bahan, meta: meta, bersihkan: bersihkan, ada: Boolean(self.indexedDB && self.crypto && self.fetch) };
})();
