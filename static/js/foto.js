/* A photo becomes small before it travels: longest side and quality as the agency set them, upright, without
   metadata. What cannot be read here goes as it is; the server examines and re-encodes it all the same. */
(function () {
  'use strict';
  var LAMA = 15000;

  function muat(berkas) {
    return new Promise(function (ya, tidak) {
      var alamat = URL.createObjectURL(berkas);
      var gambar = new Image();
      var jam = setTimeout(selesai, LAMA, tidak);
      function selesai(lanjut) { clearTimeout(jam); URL.revokeObjectURL(alamat); lanjut(gambar); }
      gambar.onload = function () { selesai(ya); };
      gambar.onerror = function () { selesai(tidak); };
      gambar.src = alamat;
    });
  }
  window.kinerjaFoto = function (berkas, setelan) {
    var sisi = setelan && setelan.sisi || 1600;
    var mutu = (setelan && setelan.mutu || 75) / 100;
    /* an older browser draws without turning: then the original keeps its orientation for the server */
    var tegak = window.CSS && CSS.supports && CSS.supports('image-orientation', 'from-image');
    if (!tegak || !/^image\/(jpeg|png|webp|hei[cf]|avif|bmp)$/.test(berkas.type)) return Promise.resolve(berkas);
    return muat(berkas).then(function (gambar) {
      var skala = Math.min(1, sisi / Math.max(gambar.naturalWidth, gambar.naturalHeight));
      var kanvas = document.createElement('canvas');
      kanvas.width = Math.max(1, Math.round(gambar.naturalWidth * skala));
      kanvas.height = Math.max(1, Math.round(gambar.naturalHeight * skala));
      var pena = kanvas.getContext('2d');
      pena.fillStyle = '#fff';
      pena.fillRect(0, 0, kanvas.width, kanvas.height);
      pena.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
      return new Promise(function (ya) { kanvas.toBlob(ya, 'image/jpeg', mutu); });
    }).then(function (hasil) {
      if (!hasil || !hasil.size) return berkas;
      return new File([hasil], berkas.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg', lastModified: berkas.lastModified });
    }).catch(function () { return berkas; });
  };
})();
