package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;

/// Events of {@link Process#HIGGS}, features named as in the UCI sample.
final class HiggsSample implements ProcessSample {
  private static final int JETS = 4;

  // Divisors: UCI's own where known (azimuths by the standard deviation of a uniform one, b-tags),
  // else chosen to match UCI's medians (for pseudorapidities, standard deviations)
  private static final double PHI = Math.PI / Math.sqrt(3);

  private static final List<FeatureLabel> FEATURES = describe();

  private static List<FeatureLabel> describe() {
    List<FeatureLabel> all = new ArrayList<>();
    all.add(new FeatureLabel("lepton_pT", "GeV", 59));
    all.add(new FeatureLabel("lepton_eta", "1", 1.06));
    all.add(new FeatureLabel("lepton_phi", "rad", PHI));
    all.add(new FeatureLabel("missing_energy_magnitude", "GeV", 56));
    all.add(new FeatureLabel("missing_energy_phi", "rad", PHI));
    double[] pt = {111.6, 76.8, 54.5, 40.7};
    double[] eta = {1.07, 1.11, 1.13, 1.16};
    double[] tag = {0.920354, 0.902987, 0.784860, 0.644753};
    for (int i = 0; i < JETS; i++) {
      String jet = "jet" + (i + 1);
      all.add(new FeatureLabel(jet + "_pt", "GeV", pt[i]));
      all.add(new FeatureLabel(jet + "_eta", "1", eta[i]));
      all.add(new FeatureLabel(jet + "_phi", "rad", PHI));
      all.add(new FeatureLabel(jet + "_b-tag", "1", tag[i]));
    }
    all.add(new FeatureLabel("m_jj", "GeV", 87.6));
    all.add(new FeatureLabel("m_jjj", "GeV", 174));
    all.add(new FeatureLabel("m_lv", "GeV", 81.4));
    all.add(new FeatureLabel("m_jlv", "GeV", 185));
    all.add(new FeatureLabel("m_bb", "GeV", 127));
    all.add(new FeatureLabel("m_wbb", "GeV", 321));
    all.add(new FeatureLabel("m_wwbb", "GeV", 485));
    return List.copyOf(all);
  }

  @Override
  public List<FeatureLabel> features() {
    return FEATURES;
  }

  @Override
  public int code(EventRandom draws) {
    return draws.bernoulli(0.5) ? 1 : 0;
  }

  @Override
  public boolean generate(int code, EventRandom draws, double[] row) {
    HardProcess event = code == 1 ? HardProcess.signal(draws) : HardProcess.background(draws);
    FourVector lepton = Detector.lepton(event.lepton(), draws);
    if (!Detector.accepts(lepton)) {
      return false;
    }
    Detector.DetectorEvent measured = Detector.measure(event, lepton, draws);
    if (measured.jets().size() < JETS
        || measured.jets().stream().filter(jet -> jet.tag() > 0).count() != 2) {
      return false;
    }
    describe(measured, row);
    return true;
  }

  private static void describe(Detector.DetectorEvent measured, double[] row) {
    int at = direction(measured.lepton(), row, 0);
    row[at++] = measured.missing().pt();
    row[at++] = measured.missing().phi();
    for (Detector.Jet jet : measured.jets().subList(0, JETS)) {
      at = direction(jet.p(), row, at);
      row[at++] = jet.tag();
    }
    Reconstruction w = Reconstruction.of(measured);
    FourVector bb = w.bb();
    row[at++] = w.jj().mass();
    row[at++] = w.jj().plus(w.bj()).mass();
    row[at++] = w.lv().mass();
    row[at++] = w.lv().plus(w.bl()).mass();
    row[at++] = bb.mass();
    row[at++] = Math.max(w.lv().plus(bb).mass(), w.jj().plus(bb).mass());
    row[at] = w.lv().plus(w.jj()).plus(bb).mass();
  }

  private static int direction(FourVector p, double[] row, int at) {
    row[at] = p.pt();
    row[at + 1] = p.eta();
    row[at + 2] = p.phi();
    return at + 3;
  }
}
