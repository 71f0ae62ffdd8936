/* The page that opens without a network: the log's form, filled from what its owner keeps on this device. */
(function () {
  'use strict';
  var k = window.kinerja;
  var L = window.luring;
  var form = document.getElementById('formulir-luring');
  if (!L || !L.ada) { kosong('Peramban ini tidak dapat menyimpan catatan. Tunggu jaringan, lalu buka lagi.'); return; }
  var H = L.antreHalaman;
  var akun = null, bahan = null, diubah = null, foto = [], fotoLama = [], fotoHapus = [], mengecil = 0;

  function id(nama) { return document.getElementById(nama); }
  function kosong(teks) {
    document.getElementById('luring-kosong').hidden = false;
    document.getElementById('luring-kosong-teks').textContent = teks;
  }
  /* The day as the server has it: a phone's clock may be wrong, its zone another. */
  function hariIni() {
    var kini = new Date(Date.now() + (bahan.selisih || 0));
    try { return new Intl.DateTimeFormat('en-CA', { timeZone: bahan.zona, year: 'numeric', month: '2-digit', day: '2-digit' }).format(kini); }
    catch (e) { return new Date(kini - kini.getTimezoneOffset() * 60000).toISOString().slice(0, 10); }
  }
  function pilihan(nilai, teks) {
    var o = H.el('option', '', teks);
    o.value = nilai;
    return o;
  }
  function isiAksi() {
    var pilih = id('id_rencana_aksi'), lama = pilih.value;
    pilih.textContent = '';
    pilih.appendChild(pilihan('', 'Tidak dipilih'));
    bahan.rencana_aksi.filter(function (a) {
      return a.rhk === id('id_rhk').value && a.mulai <= id('id_tanggal').value && id('id_tanggal').value <= a.selesai;
    }).forEach(function (a) { pilih.appendChild(pilihan(a.uuid, a.teks)); });
    pilih.value = lama;
    if (pilih.selectedIndex < 0) pilih.value = '';
  }

  /* --- photos chosen here, several at a time or one after another --- */
  function tampilFoto() {
    var ul = id('luring-foto');
    ul.textContent = '';
    fotoLama.concat(foto).forEach(function (f) {
      var li = H.el('li');
      var gambar = H.el('img');
      gambar.alt = f.nama || f.name;
      gambar.width = 96;
      gambar.src = URL.createObjectURL(f.isi || f);
      gambar.onload = function () { URL.revokeObjectURL(gambar.src); };
      li.appendChild(gambar);
      li.appendChild(H.tombol('Buang foto', 'tombol-tautan', function () {
        if (f.isi) { fotoHapus.push(f.id); fotoLama.splice(fotoLama.indexOf(f), 1); } else foto.splice(foto.indexOf(f), 1);
        tampilFoto();
      }));
      ul.appendChild(li);
    });
    if (mengecil) ul.appendChild(H.el('li', 'senyap', 'Memperkecil foto…'));
  }
  id('id_foto').addEventListener('change', function (e) {
    e.stopImmediatePropagation();
    var dipilih = Array.from(e.target.files);
    e.target.value = '';
    mengecil += 1;
    tampilFoto();
    L.foto(dipilih).then(function (kecil) {
      mengecil -= 1;
      foto = foto.concat(kecil);
      tampilFoto();
    });
  });

  /* --- the form --- */
  function nilai() {
    var isi = {};
    Array.from(form.elements).forEach(function (e) { if (e.name) isi[e.name] = e.value.trim(); });
    return isi;
  }
  function tandai(rincian) {
    k.semua('.field', form).forEach(function (f) {
      f.classList.remove('salah');
      var lama = f.querySelector('.field-galat');
      if (lama) lama.remove();
    });
    var ul = id('luring-galat').querySelector('ul');
    ul.textContent = '';
    Object.keys(rincian).forEach(function (nama) {
      var teks = [].concat(rincian[nama]).join(' ');
      var bidang = id('bidang_' + nama);
      var li = H.el('li'), a = H.el('a', '', teks);
      a.href = bidang ? '#id_' + nama : '#id_uraian';
      li.appendChild(a);
      ul.appendChild(li);
      if (!bidang) return;
      if (id('luring-rinci').contains(bidang)) id('luring-rinci').open = true;
      bidang.classList.add('salah');
      bidang.querySelector('label').insertAdjacentElement('afterend', H.el('span', 'field-galat', teks));
    });
    id('luring-galat').hidden = !ul.children.length;
    return ul.children.length > 0;
  }
  function salah(isi) {
    var r = {};
    if (!isi.uraian) r.uraian = 'Tulis apa yang Anda kerjakan.';
    if (!isi.rhk) r.rhk = 'Pilih hasil kerja.';
    if (!isi.tanggal) r.tanggal = 'Pilih tanggalnya.';
    else if (isi.tanggal > hariIni()) r.tanggal = 'Tanggal ini belum tiba. Pilih hari ini atau sebelumnya.';
    if (isi.jumlah && !isi.satuan) r.satuan = 'Tulis satuan untuk jumlah itu, misalnya laporan.';
    if (isi.jam_mulai && isi.jam_selesai && isi.jam_selesai < isi.jam_mulai) r.jam_selesai = 'Jam selesai harus setelah jam mulai. Bila melewati tengah malam, catat sisanya pada tanggal berikutnya.';
    if (bahan.foto && fotoLama.length + foto.length > bahan.foto.maks_jumlah) r.foto = 'Satu catatan memuat paling banyak ' + bahan.foto.maks_jumlah + ' foto. Buang sebagian.';
    return r;
  }
  function bersih() {
    form.reset();
    id('luring-rinci').open = false;
    foto = []; fotoLama = []; fotoHapus = []; diubah = null;
    id('id_tanggal').value = hariIni();
    if (bahan.saran.length) id('id_rhk').value = bahan.saran[0].rhk;
    id('luring-batal').hidden = true;
    id('judul-formulir').textContent = 'Tulis catatan';
    tandai({});
    isiAksi();
    tampilFoto();
    hitung();
  }
  /* what a script writes fires nothing: the counter of letters has to be told */
  function hitung() { id('id_uraian').dispatchEvent(new Event('input', { bubbles: true })); }
  function tersimpan() {
    /* asked for once something is worth keeping: the browser then spares it when space runs short */
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    H.latar();
    id('luring-tersimpan').textContent = 'Tersimpan di perangkat ini ' + k.jam() + '. Terkirim sendiri saat ada jaringan.';
    return H.tampil();
  }
  function gagal() {
    k.kabar('Penyimpanan perangkat penuh atau ditolak. Kurangi foto, lalu simpan lagi. Tulisan Anda masih di sini.', 'merah');
  }
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    if (mengecil) { setTimeout(function () { form.querySelector('button:not([type=button])').click(); }, 150); return; }
    var isi = nilai();
    if (tandai(salah(isi))) { id('luring-galat').focus(); return; }
    var kerja = diubah ? L.perbarui(akun, diubah.id, Object.assign({}, diubah.isi, isi), foto, fotoHapus) : L.antre(akun, isi, foto);
    var kembali = Boolean(diubah);
    form.querySelector('.tombol').disabled = true;
    kerja.then(function () {
      bersih();
      return tersimpan();
    }).then(function () {
      if (kembali) { history.replaceState(null, '', location.pathname); id('antrean').scrollIntoView(); }
      else id('id_uraian').focus();
    }, gagal).then(function () { form.querySelector('.tombol').disabled = false; });
  });
  id('id_rhk').addEventListener('change', isiAksi);
  id('id_tanggal').addEventListener('change', isiAksi);

  function pakai(s) {
    ['uraian', 'jumlah', 'satuan', 'rhk'].forEach(function (n) { id('id_' + n).value = s[n]; });
    isiAksi();
    hitung();
    id('id_uraian').focus();
  }
  function tampilSaran() {
    var ul = id('luring-saran').querySelector('ul');
    bahan.saran.slice(0, 5).forEach(function (s) {
      var li = H.el('li'), kiri = H.el('div');
      var a = H.el('a', '', s.uraian + (s.jumlah ? ' · ' + s.jumlah + ' ' + s.satuan : ''));
      a.href = '#id_uraian';
      a.addEventListener('click', function (e) { e.preventDefault(); pakai(s); });
      kiri.appendChild(a);
      li.appendChild(kiri);
      var b = H.tombol('Catat', 'tombol-sekunder', function () {
        L.antre(akun, { uraian: s.uraian, jumlah: s.jumlah, satuan: s.satuan, rhk: s.rhk, tanggal: hariIni() }, []).then(tersimpan, gagal);
      });
      b.appendChild(H.el('span', 'sr', ' lagi: ' + s.uraian));
      li.appendChild(b);
      ul.appendChild(li);
    });
    id('luring-saran').hidden = !bahan.saran.length || Boolean(diubah);
    return tawarkanHari(ul);
  }
  /* The last day once more, as one sending: its entries are known to the server, here only that there are some. */
  function tawarkanHari(ul) {
    var dari = bahan.hari_terakhir, ke = hariIni();
    if (!dari || dari >= ke) return null;
    return L.daftar(akun).then(function (semua) {
      if (semua.some(function (c) { return c.isi.dari === dari && c.isi.tanggal === ke; })) return;
      var nama = 'Sama seperti ' + H.tanggal(dari), li = H.el('li');
      li.appendChild(H.el('strong', '', nama));
      li.appendChild(H.tombol('Ulangi', 'tombol-sekunder', function () {
        li.remove();
        L.antre(akun, { uraian: nama, dari: dari, tanggal: ke }, []).then(tersimpan, function () { ul.insertBefore(li, ul.firstChild); gagal(); });
      }));
      ul.insertBefore(li, ul.firstChild);
    });
  }
  function bukaUbah() {
    var cocok = /^#ubah-(\d+)$/.exec(location.hash);
    if (!cocok) return Promise.resolve();
    return L.daftar(akun).then(function (semua) {
      var c = semua.filter(function (x) { return x.id === Number(cocok[1]); })[0];
      if (!c) return;
      bersih();
      diubah = c;
      fotoLama = c.foto.slice();
      Object.keys(c.isi).forEach(function (n) { if (id('id_' + n)) id('id_' + n).value = c.isi[n]; });
      if (id('id_rhk').selectedIndex < 0) id('id_rhk').selectedIndex = 0;
      isiAksi();
      id('id_rencana_aksi').value = c.isi.rencana_aksi || '';
      hitung();
      id('luring-batal').hidden = false;
      id('luring-saran').hidden = true;
      id('judul-formulir').textContent = 'Ubah catatan yang menunggu';
      tampilFoto();
      tandai(c.keadaan === 'perbaiki' ? (Object.keys(c.rincian).length ? c.rincian : { umum: c.pesan }) : {});
      id('judul-formulir').scrollIntoView();
    });
  }
  window.addEventListener('hashchange', bukaUbah);

  function kabarAsal() {
    var kotak = id('luring-asal'), asal = kotak.getAttribute('data-asal');
    if (!asal && navigator.onLine !== false) return;
    var catatan = location.pathname === id('luring-batal').getAttribute('href');
    var teks = 'Tidak ada jaringan. Catatan yang Anda tulis di sini tersimpan dan terkirim nanti.';
    if (asal && !catatan) teks = 'Halaman ini memerlukan jaringan. Catatan kerja tetap dapat ditulis di bawah ini.';
    if (asal === 'kirim') teks = 'Jaringan terputus, jadi kiriman tadi belum sampai. Kembali, lalu ulangi saat tersambung.';
    kotak.querySelector('p').textContent = teks;
    kotak.querySelector('a').href = asal ? location.pathname + location.search : kotak.querySelector('a').href;
    kotak.hidden = false;
  }
  window.addEventListener('online', function () {
    id('luring-asal').querySelector('p').textContent = 'Jaringan kembali. Catatan yang menunggu sedang dikirim.';
    id('luring-asal').querySelector('a').textContent = 'Buka catatan kerja';
    id('luring-asal').hidden = false;
  });

  kabarAsal();
  L.meta('akun').then(function (pemilik) {
    if (!pemilik) { kosong('Masuk dahulu dengan akun Anda saat ada jaringan. Setelah itu halaman ini siap dipakai.'); return null; }
    akun = pemilik;
    document.body.setAttribute('data-pengguna', akun);
    return L.bahan(akun).then(function (b) {
      if (!b || !b.rhk.length) {
        kosong('Belum ada SKP yang berlaku di perangkat ini. Buka Catatan kerja sekali saat ada jaringan.');
        L.mulai(akun);
        return null;
      }
      bahan = b;
      id('luring-nama').textContent = b.nama;
      b.rhk.forEach(function (r) { id('id_rhk').appendChild(pilihan(r.uuid, r.teks)); });
      b.satuan.forEach(function (s) { id('daftar-satuan').appendChild(pilihan(s, '')); });
      form.hidden = id('judul-formulir').hidden = false;
      bersih();
      tampilSaran();
      L.mulai(akun);
      return bukaUbah();
    });
  }).catch(function () { kosong('Peramban ini tidak mengizinkan penyimpanan. Tunggu jaringan, lalu buka lagi.'); });
})();
