package io.plimsoll.load;

/** Says what an answer is worth; asked by many threads. */
public interface Judge {

    /**
     * What became of a request that was answered.
     *
     * @param request its place in the list of requests
     */
    Verdict judge(int request, Reply reply);

    /**
     * What became of a request.
     *
     * @param kind a short word, the same for all that are counted together
     * @param example what one of this kind said, for people
     */
    record Verdict(String kind, boolean right, String example) {}
}
