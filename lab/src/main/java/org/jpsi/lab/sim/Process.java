package org.jpsi.lab.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.errors.InputException;

/// Physics process of the event generator.
public enum Process {
  /// Signal gg -> H0(425) -> W- H+(325) -> W- W+ h(125) -> W- W+ b bbar (and charge conjugates),
  /// `process` 1, against t tbar -> W+ b W- bbar, `process` 0, half of each, in pp at 8 TeV: the
  /// benchmark of Baldi, Sadowski and Whiteson, arXiv:1402.4735. One W decays to an electron or a
  /// muon, the other to quarks. Selected: exactly one lepton and at least four jets with pT > 20
  /// GeV and |eta| < 2.5, two of them b-tagged.
  ///
  /// The masses: `m_jj` of the two untagged jets nearest to the W's; `m_lv` of lepton and neutrino,
  /// 80.38 GeV of the W wherever there is a real solution for the neutrino's pz (of two the
  /// smaller; else the real part, and `m_lv` is larger); `m_jjj` and `m_jlv` each with one of the
  /// tagged jets, in the assignment closest to two top-quark masses; `m_bb` of both tagged jets,
  /// `m_wbb` with the W that gives the larger mass, `m_wwbb` of all. Jets are ordered by falling
  /// pT.
  HIGGS(new HiggsSample()),

  /// Pairs of muons with pT > 3 GeV and |eta| < 2.4 in pp at 8 TeV: a falling continuum (`process`
  /// 0), J/psi (1), Upsilon 1S, 2S and 3S (2, 3, 4) and Z (5).
  DIMUON(new DimuonSample()),

  /// Pairs of jets in pp at 13 TeV: a resonance of 3.5 TeV that decays into particles of 500 and
  /// 100 GeV, each of which becomes one jet of two quarks (`process` 1), on a steeply falling
  /// continuum of jets from one quark or gluon each (0); after the R&D data of the LHC Olympics
  /// 2020 (arXiv:2101.08320). Selected: m_jj > 2.5 TeV, |eta| < 2.5 and |eta1 - eta2| < 1.3. Jet 1
  /// is the heavier. Its mass and the ratios of subjettiness `tau21`, `tau32` are independent of
  /// `m_jj` in the continuum; `pt` is not.
  DIJET(new DijetSample());

  private final ProcessSample sample;

  Process(ProcessSample sample) {
    this.sample = sample;
  }

  /// The name on the command line, in lower case.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All ids, in the order of declaration.
  public static List<String> ids() {
    return Arrays.stream(values()).map(Process::id).toList();
  }

  /// The process of this id.
  ///
  /// @throws InputException where there is none, with the nearest ids
  public static Process of(String id) {
    return Arrays.stream(values())
        .filter(process -> process.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            InputException.at("process")
                .expected("one of " + String.join(", ", ids()))
                .found(id)
                .nearest(id, ids())
                .exception());
  }

  ProcessSample sample() {
    return sample;
  }
}
