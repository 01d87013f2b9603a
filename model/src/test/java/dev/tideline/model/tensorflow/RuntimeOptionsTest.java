package dev.tideline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.RewriterConfig;

class RuntimeOptionsTest {

    @Test
    void threadsAndPrecisionReachTheSession() {
        var config = new RuntimeOptions(3, 2, Precision.BFLOAT16).toConfigProto();

        assertThat(config.getIntraOpParallelismThreads()).isEqualTo(3);
        assertThat(config.getInterOpParallelismThreads()).isEqualTo(2);
        assertThat(config.getGraphOptions().getRewriteOptions().getAutoMixedPrecisionOnednnBfloat16())
                .isEqualTo(RewriterConfig.Toggle.ON);
    }

    @Test
    void float32LeavesTheGraphAsItIs() {
        assertThat(RuntimeOptions.defaults().toConfigProto().hasGraphOptions()).isFalse();
    }

    @Test
    void aNegativeNumberOfThreadsIsRefused() {
        assertThatThrownBy(() -> new RuntimeOptions(-1, 0, Precision.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void bfloat16IsFoundByTheFlagsOfTheCpu() {
        assertThat(CpuFeatures.supportsBfloat16(List.of("model name\t: A", "flags\t\t: fpu avx512_bf16 sse")))
                .isTrue();
        assertThat(CpuFeatures.supportsBfloat16(List.of("flags\t\t: fpu amx_bf16")))
                .isTrue();
        assertThat(CpuFeatures.supportsBfloat16(List.of("flags\t\t: fpu avx512f", "bugs : avx512_bf16")))
                .isFalse();
        assertThat(CpuFeatures.supportsBfloat16(List.of())).isFalse();
    }
}
