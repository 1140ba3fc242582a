package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.base.StoredFormat.UnknownFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFormatTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aKnownFormatIsRead(int format) {
    assertThatCode(() -> StoredFormat.require("labels/shoes.json", format, 3))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aNumberThatIsNoFormatIsRefused(int format) {
    assertThatThrownBy(() -> StoredFormat.require("labels/shoes.json", format, 3))
        .isInstanceOf(UnknownFormatException.class);
  }

  @Test
  void aLaterFormatIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> StoredFormat.require("labels/shoes.json", 4, 3))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("labels/shoes.json has format 4")
        .hasMessageContaining("formats 1 to 3")
        .hasMessageContaining("upgrade this service");
  }
}
