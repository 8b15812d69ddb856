package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jpsi.core.nn.Rings.rings;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.landscape.Hessian;
import org.jpsi.core.landscape.LossLandscape;
import org.jpsi.core.landscape.OptimizationPath;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Lbfgs;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.train.FullBatchLoss;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.junit.jupiter.api.Test;

/// The code of the last part of docs/guide.md: see {@link GuideTest}.
class GuideLandscapeTest {
  @Test
  void theLandscapeOfALoss() {
    Dataset validation = rings(300, 2);
    Sequential net = Sequential.of(Linear.of(2, 4), Tanh.of(), Linear.of(4, 1));
    List<float[]> saved = new ArrayList<>();
    Trainer.of(net, new BinaryCrossEntropy(), new Adam(0.05))
        .checkpoints(checkpoint -> saved.add(checkpoint.parameters()))
        .fit(rings(500, 1), validation, TrainingConfig.epochs(6));
    Parameters parameters = Parameters.of(net.parameters());
    // guide
    LossLandscape landscape = LossLandscape.of(net, new BinaryCrossEntropy(), validation);
    double[] first = landscape.direction(Rng.of(1)); // random, filter-normalized
    double[] second = landscape.direction(Rng.of(2));
    double[] steps = {-1, -0.5, 0, 0.5, 1};
    double[][] around = landscape.surface(first, second, steps, steps).loss(); // [y][x]

    OptimizationPath path = OptimizationPath.of(saved); // weights saved along a training
    double[][] below =
        landscape.around(path.last()).surface(path.first(), path.second(), path.x(), steps).loss();

    Lbfgs.Objective loss = FullBatchLoss.of(net, new BinaryCrossEntropy(), parameters, validation);
    double[] curvatures = Hessian.of(parameters, loss).eigenvalues(); // both signs: a saddle
    // end
    assertThat(around[2][2]).isEqualTo(landscape.loss());
    assertThat(below).hasDimensions(5, 6);
    assertThat(below[2][5]).isEqualTo(landscape.around(saved.getLast()).loss());
    assertThat(curvatures).hasSize(17);
    assertThat(curvatures[0]).isPositive();
  }
}
