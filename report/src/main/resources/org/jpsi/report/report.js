document.querySelectorAll('figure button').forEach(function (button) {
  button.hidden = false;
  button.addEventListener('click', function () {
    var svg = button.closest('figure').querySelector('svg');
    var text = new XMLSerializer().serializeToString(svg);
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    link.download = button.closest('figure').id.replace('figure-', '') + '.svg';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  });
});
