package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is odd is either meant so or wrong: never a bug of ours, never half a run.
class OddInputTest {
  private static final String TWO = TwoSamples.YAML;

  @TempDir Path folder;

  @BeforeEach
  void samples() {
    new TwoSamples(folder).write();
  }

  private Session train(String yaml, String... more) {
    return new TwoSamples(folder).train(yaml, more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "features: [\"m_bb[0]\"]",
        "features: [\"m_bb[1]\"]",
        "features: [\"1\"]",
        "features: [\"y / 0\"]",
        "features: [\"m_bb > 0\", \"word == \\\"a\\\"\", y]",
        "features: [all, all]",
        "features: [y, {name: y, is: m_bb}]",
        "features: [{name: \"\", is: y}]",
        "features: [{name: \"a\\nb\", is: y}]",
        "features: [y, {name: big, is: y * 3e38}]",
        "features: [y, {name: step, is: 'y > 2.5 ? 1e38 : y * 1e-38'}]",
        "weight: y",
        "weight: \"1e300\"",
        "weight: w * 1e-300",
        "weight: \"-1\"",
        "weight: \"0/0\"",
        "weight: m_bb > 0.5",
        "weight: 'y > 2.2 ? 1 : 0'",
        "weight: 'y > 0 ? 1e12 : 1e-12'",
        "select: \"1\"",
        "select: \"0/0\"",
        "select: y > 2.5",
        "constants: {y: 2}",
        "constants: {pi: 1e999}",
        "spectators: [word, y, y]",
        "spectators: [label, input]",
        "spectators: [word, Type, m_bb]",
        "name: a b é",
        "name: \"\"",
        "seed: -1",
        "seed: 9223372036854775807",
        "seed: 1e99",
        "split: {train: 1, validation: 0, test: 0}",
        "split: {train: 0.01, validation: 0.98, test: 0.01}",
        "split: {train: 0, validation: 0.5, test: 0.5}",
        "signal: bkg",
        "signal: \"\"",
        "target: y",
        "label: m_bb > 0",
      })
  void somethingOdd(String line) {
    odd(train(TWO + line + "\n"));
    assertThat(folder.resolve("run.partial")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label: y",
        "label: m_bb > 0",
        "label: word",
        "label: 'y > 1 ? \"a/b\" : y > 0 ? \"c,\\\"d\" : \"score\"'",
        "label: round(y)",
        "target: word",
        "target: [y, y]",
        "target: [y, m_bb]",
        "target: [\"y > 0\", \"-m_bb\"]",
        "target: \"1\"",
        "target: y\nweight: m_bb",
        "target: y\nfeatures: [m_bb, {name: y2, is: y ** 2}]",
        "target: {name: score, is: y * 1e37}",
        "target: {name: a/b, is: y * 1e-37}",
      })
  void somethingOddInOneSample(String line) {
    odd(train("samples: [sig.root]\n" + line + "\n"));
    assertThat(folder.resolve("run.partial")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network.layers=[]",
        "network.layers=[1]",
        "network.layers=[0]",
        "network.layers=[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
        "network.dropout=0.999999999",
        "network.activation=sigmoid",
        "training.batch=1",
        "training.batch=2147483647",
        "training.gradientAccumulators=1024",
        "training.epochs=1",
        "training.loss=mse",
        "training.optimizer={sgd: {learningRate: 1e-300}}",
        "training.optimizer={adam: {epsilon: 1e-320}}",
        "training.schedule={steps: {parts: 1000}}",
        "samples.0.class=bkg",
        "samples.0.class=a/b",
        "samples.0.class=",
        "samples.0.part=test",
        "samples.0.weight=0",
        "samples.0.files=[sig.root, sig.root]",
        "samples.0.files='*.root'",
        "samples.1.files=sig.root",
        "samples.9.files=sig.root",
      })
  void someOddSetting(String setting) {
    odd(train(TWO + "features: [y, m_bb]\n", "--set", setting));
    assertThat(folder.resolve("run.partial")).doesNotExist();
  }

  private void odd(Session session) {
    assertThat(session.status()).as(session.err()).isIn(0, 1);
    assertThat(session.err()).doesNotContain("\tat ", "Exception");
    if (session.status() == 1) {
      assertThat(session.err()).startsWith("[");
      assertThat(folder.resolve("run")).doesNotExist();
    } else {
      assertThat(folder.resolve("run/report.html")).exists();
    }
  }
}
