package org.jpsi.analysis.file;

import java.util.List;

/// Analysis files that are right, in which every kind of key and option is.
final class Examples {
  static final List<String> ALL =
      List.of(
          "samples: [{generate: higgs, events: 1000}]",
          "samples: [{generate: dijet, events: 1000, seed: 5}]",
          "{samples: [a, b], model: boosted-trees}",
          "{samples: [a, b], model: [network, {boosted-trees: {rounds: 7, learningRate: 0.3}},"
              + " nearest-neighbors]}",
          "{samples: [a, b], network: {activation: {leakyRelu: {slope: 0.2}}, normalization:"
              + " layer}, training: {loss: {focal: {gamma: 1.5}}}}",
          "{samples: [a], target: y, network: {activation: elu}, training: {loss: {quantile:"
              + " {level: 0.84}}}}",
          "{samples: [a, b, c], training: {loss: {cross-entropy: {smoothing: 0.1}}}}",
          "{samples: [a], target: y, training: {loss: huber}}",
          "{samples: [{files: [a.csv, 'b c.csv'], part: train}, {files: [v.csv], part: validation},"
              + " {files: t.csv, part: test}], target: [y, {name: z, is: x*2, unit: mm}], seed:"
              + " -5}",
          "{samples: [a.csv], label: \"class == \\\"g\\\" ? 'yes' : 'no'\", signal: 'yes',"
              + " name: \"a: 'b' # \u00e9\", spectators: 'event number'}",
          "{samples: [{files: a.csv, class: true}, {files: b.csv, class: ~x, select: '!(x > 1)'},"
              + " {files: c.csv, class: '- d'}], select: x, weight: y}",
          "{samples: [a.csv, b.csv], network: {layers: []}, training: {optimizer: {sgd: {nesterov:"
              + " true}}, schedule: {cosine: {warmUp: 0.1, end: 0.01}}}, constants: {a: 1e-300, b:"
              + " 1e22, c: -0.1}}",
          "{samples: [a.csv, b.csv], training: {optimizer: {rmsprop: {centered: true}}, schedule:"
              + " oneCycle, clip: {norm: 1, value: 0.5}, penalty: {l1: 1e-5}, average: ema, groups:"
              + " [{names: '*.bias', regularization: 0}, {rank: 1, learningRate: 0.1}]}}",
          "{samples: [a.csv, b.csv], training: {optimizer: adagrad, schedule: {plateau: {patience:"
              + " 2}}, clip: {value: 3}, average: {swa: {start: 0.5}}}}",
          "{samples: [a.csv, b.csv], training: {optimizer: {adam: {amsgrad: true}}, schedule:"
              + " exponential, penalty: {l2: 1}}}",
          "{samples: [a, b], members: 3, training: {budget: quick, batch: 7}}",
          "{samples: [a], target: y, members: {ship: 1}, training: {budget: thorough, epochs: 3}}",
          "{samples: [a, b], members: {train: 5, ship: 2}, network: {encoding: tabular},"
              + " preprocessing: robust}",
          "{samples: [a, b], network: {encoding: {tabular: {frequencies: 0, sigma: 2, width: 1,"
              + " tails: false}}}}",
          "{samples: [a, b], model: [boosted-trees, network], preprocessing: standardize}",
          "{samples: [a, b], network: {}, split: {test: 0.3}}",
          "{samples: [a, b], split: {test: 0.3}}",
          "{samples: [a, b], flatten: {by: [x, y * 2], to: b}}",
          "{samples: [a, b], flatten: {by: x, to: flat}}",
          "{samples: [a, b], decorrelate: {from: x}}",
          "{samples: [a, b], features: [all, m], parameters: m}",
          "{samples: [a, b], features: [x, m], parameters: [m], decorrelate: {from: x}}",
          "{samples: [a, b], decorrelate: {from: [x, y * 2], how: disco, strength: 0}}",
          "{samples: [a, b], decorrelate: {from: x, how: planing}, model: boosted-trees}",
          "{samples: [a, b], negativeWeights: refine}",
          "{samples: [a, b], negativeWeights: {how: absolute, compare: true}}",
          "{samples: [a, b], yields: true, significance: {background: 0.2}, spectators: [m, n],"
              + " efficiencies: {signal: 0.5, by: n}}",
          "{samples: [a, b], efficiencies: {}}",
          "{samples: [a, b], calibration: {}}",
          "{samples: [a, b], csv: {header: no}, importance: false}",
          "{samples: [a.csv], label: y, csv: {columns: [y, 'm [GeV]']}}",
          "{samples: [a, b], cuts: {signal: 0.5}}",
          "{samples: [a, b], cuts: true, seeds: 5}",
          "{samples: [a, b], preprocessing: quantile}",
          "{samples: [a, b], preprocessing: {how: standardize, x: log, 'y z': quantile}}",
          "{samples: [a, b], importance: {events: 5000, repeats: 2, retrain: true}}",
          "{samples: [a, b], calibration: {mixture: {a: 1, b: 2.5}, method: isotonic}}",
          "{samples: [{files: a, xsec: 1.5e-3 nb, kFactor: 1.2, filterEfficiency: 0.5, sumw: 1e7},"
              + " {files: [b, c], xsec: 2 pb, sumw: {tree: Runs, branch: genEventSumw}}, {generate:"
              + " higgs, class: d, xsec: 3fb, sumw: weight}], luminosity: 36.1 fb^-1}",
          "{samples: [a, b], missing: {x: -999, 'jet_*': [-1, 99.5], '*: b': 0}}",
          "{samples: [a, b], split: {train: 0.5, by: 'event + 1'}, allowDuplicates: true}",
          "{samples: [a, b], folds: 4}",
          "{samples: [a, b], folds: {k: 5, by: 'int(fabs([eventNumber]))%int([numFolds])'}}",
          "{samples: [a, b], data: d.root}",
          "{samples: [a, b], data: {files: [d.root, e.root], tree: t, select: good, blind: 0.25,"
              + " classifier: true}}",
          "{samples: [a, b], data: {files: d.root, blind: none}}",
          "{samples: [a, b], split: {by: event}, variations: {jes: {up: {'Jet pt': x * 1.02, y: y},"
              + " down: {y: x}}, pdf: {weight: {up: u}, class: a}, had: {files: [h.root, i.root],"
              + " tree: t, class: b}}}",
          "{samples: [a.csv, b.csv], features: [all, x / y], training: {optimizer: adamw, schedule:"
              + " steps}}");

  private Examples() {}
}
