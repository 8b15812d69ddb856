package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.template.TemplateService;

/// Runs with templates, in a folder.
record TemplateRuns(Path folder) {
  static final String EDGES = "0,0.4,0.6,1";
  static final String SAMPLES =
      """
      samples:
        - {files: sig.root, class: sig, weight: "0.2"}
        - {files: bkg.root, class: bkg}
        - {files: more.root, class: bkg}
      signal: sig
      weight: abs(w)
      yields: true
      features: [x, y]
      reference: false
      network: {layers: [8]}
      training: {epochs: 10, batch: 20}
      """;
  static final String VARIED =
      """
      variations:
        jes: {up: {x: x + 0.25}, down: {x: x - 0.25}}
        norm: {weight: {up: "1.2", down: "0.9"}, class: sig}
        shower: {up: {y: y + 0.5}, class: bkg}
      """;

  private void write() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(900, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(900, 2, 0));
    Toy.write(folder.resolve("more.root"), "t", Toy.events(600, 3, 0));
  }

  Path train(String yaml) {
    write();
    return Toy.train(Toy.analysis(folder, yaml), folder.resolve("run"));
  }

  TemplateService.TemplateResult run(
      Path run, String bins, boolean unblind, double luminosity, String... out) {
    return TemplateService.run(
        new TemplateService.TemplateRequest(
            run,
            bins,
            Arrays.stream(out).map(folder::resolve).toList(),
            unblind,
            luminosity > 0 ? OptionalDouble.of(luminosity) : OptionalDouble.empty(),
            1),
        ProgressListener.SILENT);
  }
}
