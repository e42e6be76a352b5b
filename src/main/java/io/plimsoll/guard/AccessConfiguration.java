package io.plimsoll.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may come where, by path. What is not named here needs a caller, and then there is nothing at it. Paths are
 * compared in their plain spelling, since the door lets no other in.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class AccessConfiguration {

    /** What begins like this needs a caller, whether there is anything at it or not. */
    private static final List<String> PREDICTIONS = List.of("/v1/predict", "/v1/batch");

    /** What the cluster and the scraper ask; who reaches them is the affair of the network. */
    private static final String[] OPERATIONS = {"/actuator/health/**", "/actuator/health", "/actuator/prometheus"};

    /** A page that asks for everything else by itself. */
    private static final String[] PAGES = {"/", "/docs", "/docs/**"};

    /** They cost more than all that is done here, and tell nothing that a status does not. */
    @Bean
    SecurityObservationSettings withoutObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The door lets no path in that is not spelled plainly, and Tomcat no header that is none. */
    @Bean
    HttpFirewall atTheDoorAlready() {
        return new HttpFirewall() {
            @Override
            public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
                return new FirewalledRequest(request) {
                    @Override
                    public void reset() {
                        // Nothing was changed.
                    }
                };
            }

            @Override
            public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
                return response;
            }
        };
    }

    /** Nothing but the question who it is: each further filter would cost a part of a prediction. */
    @Bean
    @Order(1)
    SecurityFilterChain predictions(Access access, Audit audit) {
        RequestMatcher predictions = request ->
                PREDICTIONS.stream().anyMatch(prefix -> request.getRequestURI().startsWith(prefix));
        return new DefaultSecurityFilterChain(predictions, new CallerFilter(access, audit, true));
    }

    /** No sessions, no forms, no cookies: each request shows by itself who sent it. */
    @Bean
    @Order(2)
    SecurityFilterChain everythingElse(HttpSecurity http, Access access, Audit audit) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                // Pages bring their own.
                .headers(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new CallerFilter(access, audit, false), AuthorizationFilter.class)
                .authorizeHttpRequests(paths -> paths.requestMatchers(OPERATIONS)
                        .permitAll()
                        .requestMatchers(PAGES)
                        .permitAll()
                        .requestMatchers("/admin/**")
                        .hasAuthority(CallerAuthentication.OPERATOR)
                        .anyRequest()
                        .hasAuthority(CallerAuthentication.CALLER))
                .exceptionHandling(denials -> denials.authenticationEntryPoint((request, response, denied) -> {
                            audit.denied("no key", null, request);
                            access.denials().answer(Denial.UNAUTHENTICATED, request, response);
                        })
                        .accessDeniedHandler((request, response, denied) -> {
                            Caller caller = Callers.current();
                            boolean named = !caller.equals(Caller.ANONYMOUS);
                            audit.denied(named ? "not allowed" : "no key", named ? caller.name() : null, request);
                            access.denials()
                                    .answer(named ? Denial.FORBIDDEN : Denial.UNAUTHENTICATED, request, response);
                        }))
                .build();
    }
}
