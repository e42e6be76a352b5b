package io.plimsoll.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeaturesTests {

    @Test
    void aNewRowIsMissingEverywhere() {
        var features = new Features(130, 1);
        int row = features.addRow();
        for (int field = 0; field < 130; field++) {
            assertThat(features.missing(row, field)).isTrue();
        }
    }

    @Test
    void keepsEachSlotApartAcrossWordsOfTheMissingBits() {
        var features = new Features(130, 1);
        features.addRow();
        int row = features.addRow();
        for (int field = 0; field < 130; field += 3) {
            features.put(row, field, field * 7L);
        }
        for (int field = 0; field < 130; field++) {
            assertThat(features.missing(row, field)).isEqualTo(field % 3 != 0);
            assertThat(features.missing(0, field)).isTrue();
            if (field % 3 == 0) {
                assertThat(features.slot(row, field)).isEqualTo(field * 7L);
            }
        }
    }

    @Test
    void growsAndKeepsWhatIsThere() {
        var features = new Features(2, 1);
        for (int i = 0; i < 100; i++) {
            int row = features.addRow();
            features.put(row, 0, 7L * i);
            features.put(row, 1, features.addText("t" + i));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(features.slot(i, 0)).isEqualTo(7L * i);
            assertThat(features.text(features.slot(i, 1))).isEqualTo("t" + i);
        }
    }

    @Test
    void aRowTakenBackLeavesNothingInTheNext() {
        var features = new Features(1, 1);
        features.put(features.addRow(), 0, 5);
        features.dropRow();
        assertThat(features.missing(features.addRow(), 0)).isTrue();
        assertThat(features.rows()).isEqualTo(1);
    }

    @Test
    void rowsWithoutFieldsAreCounted() {
        var features = new Features(0, 1);
        features.addRow();
        features.addRow();
        assertThat(features.rows()).isEqualTo(2);
    }

    @Test
    void aBlockHasAsManyCellsAsItsShapeSays() {
        assertThatThrownBy(() -> new Block.Cells(new int[] {2, 3}, new long[5]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Block.Cells(new int[] {2, 0}, new long[0]).slots()).isEmpty();
    }

    @Test
    void moreSlotsThanAnArrayHoldsAreRefusedAndNotWrappedAround() {
        assertThatThrownBy(() -> new Features(1 << 20, 1 << 12)).isInstanceOf(ArithmeticException.class);
    }
}
