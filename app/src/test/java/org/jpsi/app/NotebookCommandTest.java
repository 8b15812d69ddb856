package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotebookCommandTest {
  @Test
  void anUnknownLessonIsAnsweredWithTheNearest() {
    Session session = Session.of("notebook", "--run", "optimisers");
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err()).contains("did you mean optimizers?");
  }

  @Test
  void aPortIsAPort() {
    Session session = Session.of("notebook", "--port", "99999");
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .startsWith("[--port 99999] expected a port from 1 to 65535, found 99999");
  }
}
