package dev.tideline.trainer.service;

/** What runs start from. */
public enum StartChoice {
    /** The pretrained base and a head that has learned nothing. */
    BASE,
    /** The version that is production, where it can be trained further; else the base. */
    PRODUCTION
}
