package io.plimsoll.guard;

import java.io.Serial;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose name is known, as Spring Security carries it; without the key that it came with. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    static final String CALLER = "ROLE_CALLER";
    static final String OPERATOR = "ROLE_OPERATOR";

    @Serial
    private static final long serialVersionUID = 1;

    private static final List<GrantedAuthority> OF_CALLERS = List.of(new SimpleGrantedAuthority(CALLER));
    private static final List<GrantedAuthority> OF_OPERATORS =
            List.of(new SimpleGrantedAuthority(CALLER), new SimpleGrantedAuthority(OPERATOR));

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(caller.isOperator() ? OF_OPERATORS : OF_CALLERS);
        this.caller = caller;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.name();
    }
}
