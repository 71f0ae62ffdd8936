/* The service worker. It keeps the files of one page and that page, which is the same for everybody; never an
   answer of the server about people. `SETELAN` stands in front of this file, written by the server. */
'use strict';
importScripts(self.SETELAN.inti);
var S = self.SETELAN;
var SIMPANAN = 'kinerja-' + S.versi;
var SABAR = 12000;
var SABAR_KIRIM = 30000;

self.addEventListener('install', function (e) {
  e.waitUntil(caches.open(SIMPANAN).then(function (c) {
    var berkas = S.berkas.map(function (b) { return new Request(b, { cache: 'no-cache' }); });
    /* without the session's cookie: nothing of an account can come into the cache */
    return c.addAll(berkas.concat(new Request(S.halaman, { credentials: 'omit', cache: 'reload' })));
  }));
});
self.addEventListener('activate', function (e) {
  e.waitUntil(caches.keys().then(function (nama) {
    return Promise.all(nama.filter(function (n) { return n.indexOf('kinerja-') === 0 && n !== SIMPANAN; }).map(function (n) { return caches.delete(n); }));
  }).then(function () {
    return self.registration.navigationPreload && self.registration.navigationPreload.enable();
  }).then(function () { return self.clients.claim(); }));
});
/* Only when somebody pressed "Muat ulang": a page never changes under the hand that writes in it. */
self.addEventListener('message', function (e) { if (e.data === 'ganti') self.skipWaiting(); });
self.addEventListener('sync', function (e) {
  if (e.tag !== self.luring.KUNCI) return;
  e.waitUntil(self.luring.meta('akun').then(function (akun) {
    return akun ? self.luring.kirim(akun) : { status: 'kosong' };
  }).then(function (h) { if (h.status === 'putus') throw new Error('belum terkirim'); }));
});

function halaman(jenis) {
  return caches.match(S.halaman, { cacheName: SIMPANAN }).then(function (j) {
    if (!j) return Response.error();
    return j.text().then(function (teks) {
      var tajuk = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
      ['Content-Security-Policy', 'X-Content-Type-Options', 'Referrer-Policy'].forEach(function (n) { if (j.headers.get(n)) tajuk[n] = j.headers.get(n); });
      return new Response(teks.replace('data-asal=""', 'data-asal="' + jenis + '"'), { headers: tajuk });
    });
  });
}
function batas(lama, kerja) {
  return Promise.race([kerja, new Promise(function (_, tidak) { setTimeout(tidak, lama, new Error('terlalu lama')); })]);
}
function buka(e, alamat) {
  var dari = Promise.resolve(e.preloadResponse).then(function (j) { return j || fetch(e.request); });
  /* on a network that hangs, the log opens all the same */
  return (alamat.pathname === S.catatan ? batas(SABAR, dari) : dari).catch(function () { return halaman('buka'); });
}
/* A form of the log, sent by the page itself (one entry, or a whole day again): what does not get through waits in the queue under the key it had. */
function kirim(permintaan) {
  var salinan = permintaan.clone();
  return batas(SABAR_KIRIM, fetch(permintaan)).then(function (j) {
    if (j.status === 502 || j.status === 503 || j.status === 504) throw new Error('server tidak terjangkau');
    return j;
  }).catch(function () {
    return salinan.formData().then(function (data) {
      var isi = {}, foto = [], akun = data.get('akun_luring'), kunci = data.get('klien_id');
      if (!akun || !kunci) return halaman('kirim');
      data.forEach(function (nilai, nama) {
        if (nilai instanceof File) { if (nilai.size) foto.push(nilai); }
        else if (nama !== 'csrfmiddlewaretoken' && nama !== 'akun_luring' && nama !== 'klien_id') isi[nama] = nilai;
      });
      return self.luring.antre(akun, isi, foto, kunci).then(function () {
        if (self.registration.sync) self.registration.sync.register(self.luring.KUNCI).catch(function () { /* refused by the user */ });
        var tujuan = S.catatan + '?antre=1';
        if (permintaan.mode !== 'navigate') return new Response('', { headers: { 'HX-Redirect': tujuan } });
        return Response.redirect(tujuan, 303);
      });
    }).catch(function () { return halaman('kirim'); });
  });
}
self.addEventListener('fetch', function (e) {
  var r = e.request;
  var alamat = new URL(r.url);
  if (alamat.origin !== location.origin) return;
  if (r.method === 'POST' && S.kirim.indexOf(alamat.pathname) >= 0) { e.respondWith(kirim(r)); return; }
  if (r.mode === 'navigate') {
    if (r.method === 'GET') e.respondWith(buka(e, alamat));
    else e.respondWith(fetch(r).catch(function () { return halaman('kirim'); }));
    return;
  }
  if (r.method !== 'GET' || S.berkas.indexOf(alamat.pathname) < 0) return;
  /* a name with its content's hash never changes; any other is asked for first */
  if (/\.[0-9a-f]{12}\./.test(alamat.pathname)) {
    e.respondWith(caches.match(r, { cacheName: SIMPANAN }).then(function (j) { return j || fetch(r); }));
  } else {
    e.respondWith(fetch(r).catch(function () { return caches.match(r, { cacheName: SIMPANAN }).then(function (j) { return j || Response.error(); }); }));
  }
});
