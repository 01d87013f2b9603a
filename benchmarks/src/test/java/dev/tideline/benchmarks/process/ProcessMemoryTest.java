package dev.tideline.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    @Test
    void residentMemoryAndItsPeakAreReadInBytes() {
        ProcessMemory memory = ProcessMemory.parse(
                List.of("Name:\tjava", "VmPeak:\t 4350632 kB", "VmHWM:\t  663528 kB", "VmRSS:\t  600000 kB"));

        assertThat(memory.resident()).hasValue(600_000L * 1024);
        assertThat(memory.peak()).hasValue(663_528L * 1024);
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(ProcessMemory.parse(List.of("Name:\tjava")).resident()).isEmpty();
    }
}
