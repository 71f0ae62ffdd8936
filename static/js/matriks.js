/* The matrix as a spreadsheet: arrows, editing in place, paste and copy, undo, saving per cell. Without it every
   person has a plain form. Text not yet stored stays on this device (key of simpan.js, so it goes at sign-out).
   Floor: Chrome 80, Safari 13. */
(function () {
  'use strict';
  var k = window.kinerja;
  var tabel = document.querySelector('table[data-matriks]');
  if (!tabel) return;
  var AWAL = 'kinerja:draf:' + document.body.getAttribute('data-pengguna') + ':matriks:' + tabel.getAttribute('data-matriks');
  var kolom = k.semua('thead [data-kolom]', tabel);
  var baris = k.semua('tbody tr', tabel);
  var sel = baris.map(function (tr) { return Array.from(tr.cells).slice(1); });
  var kini = { r: 0, c: 0 };
  var jangkar = { r: 0, c: 0 };
  var penyunting = null;
  var mundur = [];
  var bilah = document.querySelector('[data-bilah]');
  var status = document.querySelector('[data-status]');
  var tombolUrung = document.querySelector('[data-urungkan]');
  var kotakTolak = document.querySelector('[data-ditolak]');
  var tertunda = muat();

  /* --- where a cell is, what it says --- */
  function letak(td) { var tr = td.parentNode; return { r: baris.indexOf(tr), c: sel[baris.indexOf(tr)].indexOf(td) }; }
  function orang(r) { return baris[r].getAttribute('data-orang'); }
  function kunciKolom(c) { return kolom[c].getAttribute('data-kolom'); }
  function sebut(r, c) {
    var nama = baris[r].querySelector('strong');
    return nama.textContent + ', ' + kolom[c].getAttribute('data-nama');
  }
  function teks(td) {
    return k.semua('p.hasil', td).map(function (p) { return p.textContent; }).join('\n');
  }
  function tulisTeks(td, isi) {
    td.textContent = '';
    isi.split('\n').forEach(function (satu) {
      if (!satu.trim()) return;
      var p = document.createElement('p');
      p.className = 'hasil';
      p.textContent = satu.trim();
      td.appendChild(p);
    });
  }
  function versi(td) { return td.getAttribute('data-v') || ''; }
  function kata(isi, gagal, diam) {
    bilah.hidden = false;
    status.textContent = isi;
    status.classList.toggle('gagal', Boolean(gagal));
    tombolUrung.hidden = !mundur.length || Boolean(diam);
  }

  /* --- what nobody carries, who carries nothing --- */
  function hitung() {
    var kosongKolom = 0, kosongBaris = 0;
    function isi(td) { return td.querySelector('p'); }
    kolom.forEach(function (th, c) {
      var kosong = !sel.some(function (b) { return isi(b[c]); });
      th.querySelector('[data-kosong]').hidden = !kosong;
      kosongKolom += kosong ? 1 : 0;
    });
    baris.forEach(function (tr, r) {
      var kosong = !sel[r].some(isi);
      tr.querySelector('th [data-kosong]').hidden = !kosong;
      kosongBaris += kosong ? 1 : 0;
    });
    document.querySelector('[data-hitung=kolom]').textContent = kosongKolom;
    document.querySelector('[data-hitung=baris]').textContent = kosongBaris;
  }

  /* --- text that is not stored yet --- */
  function muat() {
    try { return JSON.parse(k.simpanan(AWAL)).isi || {}; } catch (e) { return {}; }
  }
  function catat() {
    var ada = Object.keys(tertunda).length;
    k.simpanan(AWAL, ada ? JSON.stringify({ pada: Date.now(), jam: k.jam(), isi: tertunda }) : null);
  }
  function tunda(r, c, isi, v) {
    tertunda[orang(r) + ' ' + kunciKolom(c)] = { teks: isi, versi: v };
    catat();
  }
  function lunas(siapa, apa) {
    delete tertunda[siapa + ' ' + apa];
    catat();
  }

  /* --- moving and selecting --- */
  function batas(n, maks) { return Math.max(0, Math.min(maks, n)); }
  function pilih(r, c, luas) {
    kini = { r: batas(r, baris.length - 1), c: batas(c, kolom.length - 1) };
    if (!luas) jangkar = kini;
    var d = daerah();
    sel.forEach(function (b, i) {
      b.forEach(function (td, j) {
        td.tabIndex = i === kini.r && j === kini.c ? 0 : -1;
        var dalam = i >= d.r1 && i <= d.r2 && j >= d.c1 && j <= d.c2;
        if (dalam) td.setAttribute('aria-selected', 'true'); else td.removeAttribute('aria-selected');
      });
    });
    sel[kini.r][kini.c].focus();
  }
  function daerah() {
    return { r1: Math.min(kini.r, jangkar.r), r2: Math.max(kini.r, jangkar.r), c1: Math.min(kini.c, jangkar.c), c2: Math.max(kini.c, jangkar.c) };
  }
  function tiap(d, fn) {
    for (var r = d.r1; r <= d.r2; r += 1) for (var c = d.c1; c <= d.c2; c += 1) fn(r, c, sel[r][c]);
  }

  /* --- editing in place --- */
  function sunting(awal) {
    var td = sel[kini.r][kini.c];
    var isian = document.createElement('textarea');
    isian.value = awal === undefined ? teks(td) : awal;
    isian.rows = 4;
    isian.setAttribute('aria-label', sebut(kini.r, kini.c));
    penyunting = { td: td, isian: isian, r: kini.r, c: kini.c };
    td.classList.add('disunting');
    td.appendChild(isian);
    isian.focus();
    isian.setSelectionRange(isian.value.length, isian.value.length);
  }
  function tutup(simpan) {
    if (!penyunting) return;
    var p = penyunting;
    penyunting = null;
    p.td.classList.remove('disunting');
    p.isian.remove();
    if (simpan && bersih(p.isian.value) !== teks(p.td)) ubah([{ r: p.r, c: p.c, teks: bersih(p.isian.value) }]);
    else lunas(orang(p.r), kunciKolom(p.c));
  }
  function bersih(isi) {
    return isi.split(/\r\n|\r|\n/).map(function (s) { return s.trim().replace(/\s+/g, ' '); }).filter(Boolean).join('\n');
  }

  /* --- changing: shown at once, then stored --- */
  function ubah(daftar, tanpaUndo) {
    var beda = daftar.filter(function (d) { return teks(sel[d.r][d.c]) !== d.teks; });
    if (!beda.length) return;
    if (!tanpaUndo) mundur.push(beda.map(function (d) { return { r: d.r, c: d.c, teks: teks(sel[d.r][d.c]) }; }));
    beda.forEach(function (d) {
      var td = sel[d.r][d.c];
      tulisTeks(td, d.teks);
      td.classList.remove('salah');
      td.setAttribute('aria-busy', 'true');
      tunda(d.r, d.c, d.teks, versi(td));
    });
    hitung();
    kata('Menyimpan…');
    antre(beda);
  }
  function urungkan() {
    var langkah = mundur.pop();
    if (langkah) ubah(langkah, true);
    if (!mundur.length) tombolUrung.hidden = true;
  }

  /* One request at a time, so that a cell written twice goes with the fingerprint of its first answer. */
  var antrean = [], sedang = false;
  function antre(daftar) { antrean.push(daftar); jalan(); }
  function jalan() {
    if (sedang || !antrean.length) return;
    sedang = true;
    var daftar = antrean.shift();
    var satu = daftar.length === 1;
    var data = new FormData();
    var isi = daftar.map(function (d) {
      return { pegawai: orang(d.r), kolom: kunciKolom(d.c), teks: d.teks, versi: versi(sel[d.r][d.c]), letak: sebut(d.r, d.c) };
    });
    if (satu) Object.keys(isi[0]).forEach(function (n) { data.append(n, isi[0][n]); }); else data.append('isi', JSON.stringify(isi));
    fetch(tabel.getAttribute(satu ? 'data-sel' : 'data-tempel'), {
      method: 'POST', body: data, credentials: 'same-origin',
      headers: { Accept: 'application/json', 'X-Requested-With': 'fetch', 'X-CSRFToken': document.querySelector('meta[name=csrf]').content }
    }).then(function (jawab) {
      if (k.keHalamanMasuk(jawab.redirected && jawab.url)) { k.sesiBerakhir(); kata('Belum tersimpan. Sesi berakhir.', true); return null; }
      return jawab.json().catch(function () { return {}; }).then(function (badan) { terima(jawab, badan, daftar); });
    }).catch(function () {
      /* refused text is kept on the device; the rest goes again when the line is back */
      antrean.unshift(daftar);
      kata('Sambungan terputus. Tulisan tersimpan di perangkat ini.', true);
      setTimeout(jalan, 6000);
    }).then(function () { sedang = false; if (navigator.onLine && status.className.indexOf('gagal') < 0) jalan(); });
  }
  function cari(siapa, apa) {
    var r = baris.findIndex(function (tr) { return tr.getAttribute('data-orang') === siapa; });
    var c = kolom.findIndex(function (th) { return th.getAttribute('data-kolom') === apa; });
    return r < 0 || c < 0 ? null : { r: r, c: c, td: sel[r][c] };
  }
  function pasang(x) {
    var d = cari(x.pegawai, x.kolom);
    if (!d) return;
    d.td.removeAttribute('aria-busy');
    if (x.versi) d.td.setAttribute('data-v', x.versi); else d.td.removeAttribute('data-v');
    /* what was written again meanwhile keeps its newer words */
    var baru = antrean.some(function (l) { return l.some(function (y) { return y.r === d.r && y.c === d.c; }); });
    if (baru) return;
    gambar(d.td, x.html);
    lunas(x.pegawai, x.kolom);
  }
  /* parsed apart from the page: nothing in it runs */
  function gambar(td, html) {
    var isi = new DOMParser().parseFromString(html, 'text/html').body;
    td.textContent = '';
    while (isi.firstChild) td.appendChild(isi.firstChild);
  }
  function terima(jawab, badan, daftar) {
    (badan.sel || []).forEach(pasang);
    var tolak = badan.ditolak || [];
    if (!jawab.ok && badan.kode && daftar.length === 1) tolak = [badan];
    tolak.forEach(tolakSel);
    hitung();
    if (jawab.ok) kata((badan.pesan ? badan.pesan + ' ' : '') + 'Tersimpan ' + badan.pada, tolak.length);
    else if (tolak.length) kata(tolak[0].pesan, true);
    else {
      kata(badan.pesan || 'Belum tersimpan. Tulisan ada di perangkat ini; muat ulang untuk mencoba lagi.', true);
    }
  }
  function tolakSel(x) {
    var d = cari(x.pegawai, x.kolom);
    if (d) {
      d.td.removeAttribute('aria-busy');
      if (x.tersimpan !== undefined) { konflik(d, x); return; }
      d.td.classList.add('salah');
    }
    daftarkan(x.letak || (d ? sebut(d.r, d.c) : 'Sel yang sudah tidak ada'), x.pesan, x.teks, function () { lunas(x.pegawai, x.kolom); });
  }

  /* --- refused and conflicting text --- */
  function tombol(label, fn, kelas) {
    var b = document.createElement('button');
    b.type = 'button';
    b.className = 'tombol ' + (kelas || 'tombol-sekunder');
    b.textContent = label;
    b.addEventListener('click', fn);
    return b;
  }
  function alinea(isi, kelas) {
    var p = document.createElement('p');
    p.textContent = isi;
    if (kelas) p.className = kelas;
    return p;
  }
  function daftarkan(di, pesan, isi, buang) {
    var li = document.createElement('li');
    li.appendChild(alinea(di + ': ' + pesan));
    if (isi) li.appendChild(alinea(isi, 'catatan utuh'));
    li.appendChild(tombol('Buang', function () {
      li.remove();
      buang();
      kotakTolak.hidden = !kotakTolak.querySelector('li');
    }, 'tombol-tautan'));
    kotakTolak.querySelector('ul').appendChild(li);
    kotakTolak.hidden = false;
  }
  function konflik(d, x) {
    d.td.textContent = '';
    var kotak = document.createElement('div');
    kotak.className = 'beda';
    kotak.appendChild(alinea(x.pesan, 'kecil'));
    kotak.appendChild(alinea('Tulisan Anda', 'senyap kecil'));
    kotak.appendChild(alinea(x.teks || '(kosong)', 'catatan utuh'));
    kotak.appendChild(alinea('Yang tersimpan', 'senyap kecil'));
    kotak.appendChild(alinea(x.tersimpan || '(kosong)', 'catatan utuh'));
    kotak.appendChild(tombol('Simpan tulisan saya', function () {
      gambar(d.td, x.html);
      if (x.versi) d.td.setAttribute('data-v', x.versi); else d.td.removeAttribute('data-v');
      ubah([{ r: d.r, c: d.c, teks: x.teks }]);
      pilih(d.r, d.c);
    }));
    kotak.appendChild(tombol('Pakai yang tersimpan', function () { pasang(x); hitung(); pilih(d.r, d.c); }));
    d.td.appendChild(kotak);
  }

  /* --- paste from a spreadsheet, copy out --- */
  function baca(mentah) {
    var hasil = [[]], isi = '', kutip = false, awal = true;
    for (var i = 0; i < mentah.length; i += 1) {
      var h = mentah[i];
      if (kutip) {
        if (h !== '"') isi += h;
        else if (mentah[i + 1] === '"') { isi += '"'; i += 1; } else kutip = false;
      } else if (h === '"' && awal) kutip = true;
      else if (h === '\t' || h === '\n') {
        hasil[hasil.length - 1].push(isi);
        isi = '';
        if (h === '\n') hasil.push([]);
        awal = true;
        continue;
      } else if (h !== '\r') isi += h;
      awal = false;
    }
    hasil[hasil.length - 1].push(isi);
    if (hasil.length > 1 && hasil[hasil.length - 1].join('') === '') hasil.pop();
    return hasil;
  }
  function tempel(mentah) {
    var blok = baca(mentah), d = daerah(), daftar = [];
    /* one value over a selection fills it, as a spreadsheet does */
    if (blok.length === 1 && blok[0].length === 1) tiap(d, function (r, c) { daftar.push({ r: r, c: c, teks: bersih(blok[0][0]) }); });
    else {
      blok.forEach(function (b, i) {
        b.forEach(function (isi, j) {
          if (sel[d.r1 + i] && sel[d.r1 + i][d.c1 + j]) daftar.push({ r: d.r1 + i, c: d.c1 + j, teks: bersih(isi) });
          else if (isi.trim()) daftarkan('Baris ' + (i + 1) + ', kolom ' + (j + 1) + ' tempelan', 'Di luar tabel.', isi, function () {});
        });
      });
    }
    ubah(daftar);
  }
  function salinan() {
    var d = daerah(), hasil = [];
    tiap(d, function (r, c, td) {
      var isi = teks(td);
      if (/[\t\n"]/.test(isi)) isi = '"' + isi.replace(/"/g, '""') + '"';
      hasil[r - d.r1] = (hasil[r - d.r1] || []).concat(isi);
    });
    return hasil.map(function (b) { return b.join('\t'); }).join('\n');
  }
  function diSel() { return !penyunting && tabel.contains(document.activeElement) && document.activeElement.tagName === 'TD'; }
  document.addEventListener('paste', function (e) {
    if (!diSel()) return;
    e.preventDefault();
    tempel(e.clipboardData.getData('text/plain'));
  });
  document.addEventListener('copy', function (e) {
    if (!diSel()) return;
    e.preventDefault();
    e.clipboardData.setData('text/plain', salinan());
  });

  /* --- keys and pointer --- */
  var GERAK = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  function kosongkan() {
    var daftar = [];
    tiap(daerah(), function (r, c) { daftar.push({ r: r, c: c, teks: '' }); });
    ubah(daftar);
  }
  function tekanSunting(e) {
    if (e.isComposing) return;
    if (e.key === 'Escape') { e.preventDefault(); tutup(false); pilih(kini.r, kini.c); }
    else if (e.key === 'Enter' && !e.shiftKey && !e.altKey) { e.preventDefault(); tutup(true); pilih(kini.r + 1, kini.c); }
    else if (e.key === 'Enter' && e.altKey) { e.preventDefault(); e.target.setRangeText('\n', e.target.selectionStart, e.target.selectionEnd, 'end'); }
    else if (e.key === 'Tab') { e.preventDefault(); tutup(true); pilih(kini.r, kini.c + (e.shiftKey ? -1 : 1)); }
  }
  tabel.addEventListener('keydown', function (e) {
    if (penyunting && e.target === penyunting.isian) { tekanSunting(e); return; }
    if (e.target.tagName !== 'TD') return;
    var ctrl = e.ctrlKey || e.metaKey, g = GERAK[e.key];
    if (g) { e.preventDefault(); pilih(kini.r + g[0], kini.c + g[1], e.shiftKey); }
    else if (e.key === 'Home') { e.preventDefault(); pilih(ctrl ? 0 : kini.r, 0, e.shiftKey); }
    else if (e.key === 'End') { e.preventDefault(); pilih(ctrl ? baris.length - 1 : kini.r, kolom.length - 1, e.shiftKey); }
    else if (e.key === 'Enter' || e.key === 'F2') { e.preventDefault(); sunting(); }
    else if (e.key === 'Delete' || e.key === 'Backspace') { e.preventDefault(); kosongkan(); }
    else if (ctrl && e.key.toLowerCase() === 'z') { e.preventDefault(); urungkan(); }
    /* Tab walks the row; at its end it leaves, so that nobody is caught in the table */
    else if (e.key === 'Tab' && (e.shiftKey ? kini.c > 0 : kini.c < kolom.length - 1)) { e.preventDefault(); pilih(kini.r, kini.c + (e.shiftKey ? -1 : 1)); }
    else if (e.key.length === 1 && e.key !== ' ' && !ctrl && !e.altKey) { e.preventDefault(); sunting(e.key); }
  });
  tabel.addEventListener('mousedown', function (e) {
    var td = e.target.closest('tbody td');
    if (!td || e.target.closest('button, a, form, textarea')) return;
    var d = letak(td), sama = d.r === kini.r && d.c === kini.c && document.activeElement === td;
    e.preventDefault();
    tutup(true);
    pilih(d.r, d.c, e.shiftKey);
    if (sama && !e.shiftKey) sunting();
  });
  tabel.addEventListener('dblclick', function (e) {
    if (e.target.closest('tbody td') && !penyunting && !e.target.closest('button, a, form')) sunting();
  });
  tabel.addEventListener('focusin', function (e) {
    if (e.target.tagName === 'TD') { var d = letak(e.target); if (d.r !== kini.r || d.c !== kini.c) pilih(d.r, d.c); }
  });
  tabel.addEventListener('focusout', function (e) { if (penyunting && e.target === penyunting.isian) tutup(true); });
  tabel.addEventListener('input', function (e) {
    if (penyunting && e.target === penyunting.isian) tunda(penyunting.r, penyunting.c, bersih(e.target.value), versi(penyunting.td));
  });
  tombolUrung.addEventListener('click', urungkan);
  window.addEventListener('online', function () { status.classList.remove('gagal'); jalan(); });
  window.addEventListener('beforeunload', function (e) { if (sedang || antrean.length) { e.preventDefault(); e.returnValue = ''; } });

  /* --- begin --- */
  tabel.setAttribute('role', 'grid');
  tabel.setAttribute('aria-multiselectable', 'true');
  sel.forEach(function (b, r) {
    b.forEach(function (td, c) { td.tabIndex = r + c ? -1 : 0; td.setAttribute('role', 'gridcell'); });
  });
  /* what a lost line or an ended session left behind goes now, with the fingerprint it was written on */
  var susulan = [];
  Object.keys(tertunda).forEach(function (kunci) {
    var bagian = kunci.split(' '), x = tertunda[kunci], d = cari(bagian[0], bagian[1]);
    if (!d) { daftarkan('Sel yang sudah tidak ada', 'RHK atau pegawainya tidak lagi di matriks.', x.teks, function () { lunas(bagian[0], bagian[1]); }); return; }
    if (teks(d.td) === x.teks) { lunas(bagian[0], bagian[1]); return; }
    if (versi(d.td) !== x.versi) {
      konflik(d, { pegawai: bagian[0], kolom: bagian[1], pesan: 'Tulisan Anda belum sempat tersimpan.', teks: x.teks, tersimpan: teks(d.td), versi: versi(d.td), html: Array.prototype.map.call(d.td.children, function (e) { return e.outerHTML; }).join('') });
      return;
    }
    susulan.push({ r: d.r, c: d.c, teks: x.teks });
  });
  if (susulan.length) ubah(susulan);
})();
