package dev.tideline.model.claim;

import java.io.IOException;
import java.time.Duration;

/** Where the bytes at an address come from. */
interface PictureSource {
    /**
     * Reads what is at an address, once.
     *
     * @param length how many bytes must be there; no more than that are held in memory
     * @param answerWithin how long to wait until the other side says something
     * @param wholeWithin how long to wait for all of it
     * @return {@code length} bytes
     * @throws ClaimCheckException when there is something else, or nothing, or it is not given out
     * @throws IOException when another try may do better
     */
    byte[] read(PictureAddress address, int length, Duration answerWithin, Duration wholeWithin)
            throws ClaimCheckException, IOException, InterruptedException;

    /** The fault of another length than the claim check's. */
    static ClaimCheckException wrongLength(PictureAddress address, long claimed, String found) {
        return new ClaimCheckException(
                ClaimCheckException.Reason.MISMATCH,
                "The claim check says " + claimed + " bytes, but at " + address + " there are " + found + ".");
    }
}
