package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;

class VectorWidthTest {
  @Test
  void aWidthThatThisMachineLacksIsTheUsersError() {
    assertThatThrownBy(() -> VectorWidth.check(1024))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the widest vectors of this machine, found 1024");
  }
}
