package io.plimsoll;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Spring application: the doors and what keeps them open. */
@SpringBootApplication(proxyBeanMethods = false)
class PlimsollApplication {}
