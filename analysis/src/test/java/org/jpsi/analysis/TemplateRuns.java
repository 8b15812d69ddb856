package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.template.TemplateService;
import org.jpsi.core.table.Table;

/// Runs with templates, in a folder.
record TemplateRuns(Path folder) {
  static final String EDGES = "0,0.4,0.6,1";
  static final List<String> CLASSES = List.of("qcd", "top", "higgs");
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

  /// The events of three classes: qcd, top, higgs.
  static List<Table> ofClasses() {
    return List.of(Toy.events(900, 2, 0), Toy.events(900, 1, 1), Toy.events(600, 3, 3));
  }

  /// Trains on three classes.
  Path trainClasses(String more) {
    for (int c = 0; c < CLASSES.size(); c++) {
      Toy.write(folder.resolve(CLASSES.get(c) + ".root"), "t", ofClasses().get(c));
    }
    return train(
        """
        samples:
          - {files: qcd.root, class: qcd}
          - {files: top.root, class: top, weight: "0.9"}
          - {files: higgs.root, class: higgs, weight: "0.8"}
        weight: abs(w)
        yields: true
        features: [x, y, "array[1]"]
        reference: false
        network: {layers: [8]}
        training: {epochs: 10, batch: 20}
        """
            + more);
  }

  TemplateService.TemplateResult run(
      Path run, String bins, boolean unblind, double luminosity, String... out) {
    return run(run, bins, List.of(), unblind, luminosity, out);
  }

  TemplateService.TemplateResult run(
      Path run,
      String bins,
      List<String> signal,
      boolean unblind,
      double luminosity,
      String... out) {
    return TemplateService.run(
        new TemplateService.TemplateRequest(
            run,
            bins,
            Arrays.stream(out).map(folder::resolve).toList(),
            signal,
            unblind,
            luminosity > 0 ? OptionalDouble.of(luminosity) : OptionalDouble.empty(),
            1),
        ProgressListener.SILENT);
  }
}
