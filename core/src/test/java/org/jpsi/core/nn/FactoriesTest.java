package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.BinaryCrossEntropyOfProbability;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.GaussianNegativeLogLikelihood;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanAbsoluteError;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.PoissonNegativeLogLikelihood;
import org.jpsi.core.loss.QuantileLoss;
import org.jpsi.core.optim.AdaGrad;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Lbfgs;
import org.jpsi.core.optim.RmsProp;
import org.jpsi.core.optim.Sgd;
import org.junit.jupiter.api.Test;

/// Losses and optimizers are made by `of`, with the same defaults as by name.
class FactoriesTest {
  @Test
  void aLossMadeByOfIsTheOneOfItsName() {
    for (Loss loss :
        List.of(
            BinaryCrossEntropy.of(),
            BinaryCrossEntropyOfProbability.of(),
            CrossEntropy.of(),
            FocalLoss.of(),
            GaussianNegativeLogLikelihood.of(),
            HuberLoss.of(),
            MeanAbsoluteError.of(),
            MeanSquaredError.of(),
            PoissonNegativeLogLikelihood.of(),
            QuantileLoss.of(0.5))) {
      assertThat(loss).isEqualTo(Loss.named(loss.name()));
    }
    assertThat(CrossEntropy.of(0.1).smoothing()).isEqualTo(0.1);
    assertThat(HuberLoss.of(2).delta()).isEqualTo(2);
    assertThat(FocalLoss.of(3, 0.5)).isEqualTo(new FocalLoss(3, 0.5));
  }

  @Test
  void anOptimizerMadeByOfHasTheUsualSettings() {
    assertThat(Sgd.of()).isEqualTo(new Sgd(0.01, 0.9, false));
    assertThat(Sgd.of(0.1)).isEqualTo(new Sgd(0.1, 0.9, false));
    assertThat(Sgd.of(0.1, 0)).isEqualTo(new Sgd(0.1, 0, false));
    assertThat(Adam.of()).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8, false));
    assertThat(Adam.of(0.1)).isEqualTo(new Adam(0.1, 0.9, 0.999, 1e-8, false));
    assertThat(AdamW.of()).isEqualTo(new AdamW(1e-3, 0.01, 0.9, 0.999, 1e-8, false));
    assertThat(AdamW.of(0.1, 0.2)).isEqualTo(new AdamW(0.1, 0.2, 0.9, 0.999, 1e-8, false));
    assertThat(AdaGrad.of()).isEqualTo(new AdaGrad(0.01, 1e-10));
    assertThat(AdaGrad.of(0.1)).isEqualTo(new AdaGrad(0.1, 1e-10));
    assertThat(RmsProp.of()).isEqualTo(new RmsProp(0.01, 0.99, 0, false, 1e-8));
    assertThat(RmsProp.of(0.1)).isEqualTo(new RmsProp(0.1, 0.99, 0, false, 1e-8));
    assertThat(Lbfgs.of()).isEqualTo(Lbfgs.of(200));
  }
}
